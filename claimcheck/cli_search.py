"""Which works answer a question? The command that asks the literature indexes and nothing more."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.options import Json, Offline, Refresh
from claimcheck.voice import VOICE, as_json, progress, say, show

Indexes = Annotated[
    str | None,
    typer.Option(
        "--sources",
        metavar="LIST",
        help="Of arxiv, openalex, crossref, semanticscholar; by commas. Default: all.",
    ),
]
Years = Annotated[
    str | None, typer.Option("--years", metavar="YEARS", help="2023, 2020-2024, 2020- or -2024.")
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="LIST",
        help="Fields of study or arXiv categories (Computer Science, cs.LG); by commas. Works of "
        "which no field is known stay.",
    ),
]


def search_command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In words.")],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Works to keep.")] = 20,
    years: Years = None,
    fields: Fields = None,
    sources: Indexes = None,
    citations: Annotated[
        bool,
        typer.Option(
            "--citations/--no-citations",
            help="Look also at what the best works cite and what cites them.",
        ),
    ] = True,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Find the works on a question in several literature indexes.

    With -v, or in the JSON, also what was left out, and why.
    """
    from claimcheck.search import search
    from claimcheck.sources.query import years_of

    found = search(
        question,
        limit=limit,
        years=years_of(years) if years else None,
        fields=listed(fields) or (),
        indexes=listed(sources),
        snowball=citations,
        offline=offline,
        refresh=refresh,
        progress=progress(),
        talk=say,
    )
    if json_:
        from claimcheck.store import to_json

        as_json("search", to_json(found))
        return
    from claimcheck.render import works

    show(works.listing(found))
    if VOICE.verbose:
        show(works.left_out(found))
    say(works.flow(found))


def listed(text: str | None) -> tuple[str, ...] | None:
    """The parts of a list by commas; None where it was not given."""
    if text is None:
        return None
    return tuple(part for item in text.split(",") if (part := item.strip()))
