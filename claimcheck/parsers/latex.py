"""What does a paper's LaTeX source say: prose, tables, references?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.document import Block, Document, Paper, Place, Sentence, Table
from claimcheck.errors import ParseError, UnsafeInput
from claimcheck.parsers import (
    latex_conditionals,
    latex_files,
    latex_front,
    latex_labels,
    latex_prose,
    latex_references,
    sentences,
)
from claimcheck.parsers.latex_floats import Float, Found
from claimcheck.parsers.latex_macros import Macros
from claimcheck.parsers.latex_prose import Entry, Prose
from claimcheck.parsers.latex_source import Source
from claimcheck.parsers.latex_text import Reader, Text
from claimcheck.store import digest

_STYLE = re.compile(r"\\(?:usepackage|RequirePackage|documentclass)(?:\[[^\]]*\])?\{([^{}]*)\}")


def parse(document: Document) -> Paper:
    """The paper that a folder of LaTeX or an unpacked e-print holds.

    Raises ParseError where no file is LaTeX or none holds text; UnsafeInput where inputs or macros
    have no end.
    """
    try:
        return _paper(document)
    except RecursionError as error:
        raise UnsafeInput(
            f"{document.source}: the LaTeX is nested too deep", remedy="try the paper's PDF"
        ) from error


def _paper(document: Document) -> Paper:
    main = latex_files.main_file(document.files)
    flat, warnings = latex_files.flatten(document.files, main)
    warnings += latex_files.others(document.files, main, flat)
    macros = Macros()
    for style in _styles(document.files, flat):
        macros.learn(style)
    source = macros.expand(latex_conditionals.resolve(flat))
    body = latex_prose.body(source)
    reader = Reader(source, latex_labels.numbers(source, *body))
    prose = latex_prose.read(reader, *body)
    title = latex_front.title(reader)
    if not prose.entries and not prose.tables:
        raise ParseError(f"{document.source}: {main} holds no text", remedy="try the paper's PDF")
    return Paper(
        id=document.id,
        source=document.source,
        format="latex",
        digest=_digest(document.files),
        title=document.title or title.plain,
        authors=document.authors or latex_front.authors(reader),
        published=document.published,
        blocks=_blocks([*_title(title, main, source), *prose.entries], source),
        tables=_tables(reader, prose),
        references=latex_references.read(document.files, main, source),
        warnings=(*warnings, *macros.warnings, *_cut(prose)),
    )


def _cut(prose: Prose) -> list[str]:
    if not prose.cut:
        return []
    return [f"only {latex_prose.MAX_BLOCKS} blocks and {latex_prose.MAX_TABLES} tables were read"]


def _title(title: Text, main: str, source: Source) -> list[Entry]:
    if not title.plain:
        return []
    file, line = source.place(title.pieces[0].at)
    return [Entry("title", title, Place(source=file or main, line=line))]


def _styles(files: Mapping[str, bytes], source: Source) -> list[str]:
    """The authors' own style files that the paper asks for."""
    asked = {name.strip() for m in _STYLE.finditer(source.text) for name in m[1].split(",")}
    names = (f"{name}{suffix}" for name in sorted(asked) for suffix in (".sty", ".cls"))
    return [latex_files.decode(files[name]) for name in names if name in files]


def _digest(files: Mapping[str, bytes]) -> str:
    if len(files) == 1:
        return digest(next(iter(files.values())))
    return digest(b"".join(name.encode() + b"\0" + files[name] + b"\0" for name in sorted(files)))


def _blocks(entries: list[Entry], source: Source) -> tuple[Block, ...]:
    blocks = sentences.blocks([(e.kind, e.text.plain, e.place) for e in entries])
    return tuple(_with_lines(b, e, source) for b, e in zip(blocks, entries, strict=True))


def _with_lines(block: Block, entry: Entry, source: Source) -> Block:
    """Each sentence at the line on which it begins."""
    first = block.where.start or 0
    starts = [(sentence.where.start or first) - first for sentence in block.sentences]
    found: list[Sentence] = []
    for sentence, at in zip(block.sentences, entry.text.origins(starts), strict=True):
        file, line = source.place(at)
        where = sentence.where.model_copy(update={"source": file, "line": line})
        found.append(sentence.model_copy(update={"where": where}))
    return block.model_copy(update={"sentences": tuple(found)})


def _tables(reader: Reader, prose: Prose) -> tuple[Table, ...]:
    taken: set[str] = set()
    return tuple(
        _table(reader, found, around, place, _unique(found.label or f"table-{n}", taken))
        for n, (found, around, place) in enumerate(prose.tables, start=1)
    )


def _table(reader: Reader, found: Found, around: Float, place: Place, name: str) -> Table:
    called = (reader.plain(*note) for note in found.grid.notes)
    return Table(
        id=name,
        label=found.label,
        caption=found.caption,
        cells=found.grid.cells,
        header_rows=found.grid.header_rows,
        header_columns=found.grid.header_columns,
        notes=(*(text.plain for text in around.notes), *called),
        doubts=found.grid.doubts,
        where=place.model_copy(update={"table": name}),
    )


def _unique(name: str, taken: set[str]) -> str:
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique
