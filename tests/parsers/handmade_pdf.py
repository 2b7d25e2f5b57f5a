"""How is a small PDF written by hand? Text, rules and fonts of one line each."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold"}


def text(x: float, y: float, words: str, *, size: float = 10, font: str = "F1") -> str:
    """Words whose baseline begins at (x, y); y counts from the lower edge."""
    return f"BT /{font} {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n"


def matrix_text(matrix: str, words: str, *, size: float = 10, font: str = "F1") -> str:
    """Words under a text matrix: turned, scaled, leaning."""
    return f"BT /{font} {size} Tf {matrix} Tm ({_escaped(words)}) Tj ET\n"


def rule(x0: float, x1: float, y: float, *, width: float = 0.5) -> str:
    return f"{width} w {x0} {y} m {x1} {y} l S\n"


def upright(x: float, y0: float, y1: float) -> str:
    return f"0.5 w {x} {y0} m {x} {y1} l S\n"


def table(
    rows: Sequence[Sequence[str]],
    *,
    x: float = 100,
    y: float = 700,
    step: float = 80,
    pitch: float = 14,
    size: float = 10,
) -> str:
    """Cells with a rule above and below and one under the first row."""
    right = x + step * max(map(len, rows))
    content = rule(x, right, y + 12) + rule(x, right, y - 4)
    for i, row in enumerate(rows):
        at = y - pitch * i - (4 if i else 0)
        content += "".join(text(x + step * j, at, cell, size=size) for j, cell in enumerate(row))
    return content + rule(x, right, y - pitch * (len(rows) - 1) - 8)


def paragraph(
    lines: Sequence[str], *, x: float = 72, y: float = 700, size: float = 10, font: str = "F1"
) -> str:
    return "".join(text(x, y - 12 * i, line, size=size, font=font) for i, line in enumerate(lines))


def pdf(
    *pages: str,
    box: str = "0 0 612 792",
    rotate: int = 0,
    unicode: str = "",
    info: str = "",
    forms: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A whole PDF; `unicode` holds bfchar lines of a ToUnicode map for font F3, `forms` (box, content)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = "".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >> "
        for name, base in FONTS.items()
    )
    if unicode:
        count = unicode.count("\n") + 1
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            "1 begincodespacerange <00> <FF> endcodespacerange "
            f"{count} beginbfchar\n{unicode}\nendbfchar endcmap end end"
        )
        objects.append(stream(cmap.encode()))
        fonts += (
            f"/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            f"/ToUnicode {len(objects)} 0 R >> "
        )
    names = ""
    for i, (bounds, content) in enumerate(forms):
        head = (
            f"/Type /XObject /Subtype /Form /BBox [{bounds}] /Resources << /Font << {fonts} >> >>"
        )
        objects.append(stream(content.encode("cp1252"), head=head))
        names += f"/X{i} {len(objects)} 0 R "
    kids = []
    for content in pages:
        objects.append(stream(content.encode("cp1252")))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} /Contents "
            f"{len(objects)} 0 R /Resources << /Font << {fonts} >> /XObject << {names} >> >> >>"
        )
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return assembled(objects, info=info)


def stream(content: bytes, *, head: str = "", flate: bool = False) -> bytes:
    if flate:
        content = zlib.compress(content, 9)
        head += " /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head.encode(), len(content), content)


def assembled(objects: Sequence[bytes], *, info: str = "") -> bytes:
    """Objects 1, 2, … with their cross-reference table; the first is the catalogue."""
    held = [*objects, f"<< {info} >>".encode()] if info else list(objects)
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(held, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_of = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    named = b"/Info %d 0 R " % len(held) if info else b""
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(held) + 1, table_of, len(held) + 1, named, len(body),
    )  # fmt: skip


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
