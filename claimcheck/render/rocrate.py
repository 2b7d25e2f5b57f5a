"""What does an archive read: which files belong together, what they are, and what made them?

An RO-Crate 1.1 (w3id.org/ro/crate/1.1) that follows the profile Process Run Crate 0.5
(w3id.org/ro/wfrun/process/0.5): JSON-LD, one flat list of entities. Every file is named with its
size and sha256, every rerun is a `CreateAction`, and so is the check itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from claimcheck.record import Report
from claimcheck.render.claimreview import article, reviews
from claimcheck.render.heading import commands, notice
from claimcheck.render.machine import text
from claimcheck.render.places import anchor
from claimcheck.render.plain import line
from claimcheck.render.rerun_actions import COMPLETED, actions, one_or_all
from claimcheck.render.standing import headline

Entity = dict[str, Any]
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
TERMS = {
    "sha256": "http://schema.org/sha256",
    "environment": "https://w3id.org/ro/terms/workflow-run#environment",
}
"""Terms that version 1.1 of the context has not."""
MEDIA = {
    ".html": "text/html",
    ".tex": "application/x-tex",
    ".bib": "application/x-bibtex",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".sarif": "application/sarif+json",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
}
UNSTATED = {
    "@id": "#licence",
    "@type": "CreativeWork",
    "name": "No licence stated",
    "description": "Nobody has said under which terms this report may be used. The paper, its "
    "results and its quotes stay under their own.",
}
APACHE = {
    "@id": "https://www.apache.org/licenses/LICENSE-2.0",
    "@type": "CreativeWork",
    "name": "Apache License 2.0",
    "description": "The licence of claimcheck and of the records of runs that ship with it.",
}


@dataclass(frozen=True)
class Part:
    """A file of the crate."""

    path: str
    """Below the crate's folder, with `/` between names."""
    name: str
    """What it is, in words."""
    digest: str
    """sha256, 64 hex digits."""
    size: int
    """Bytes."""
    run: str = ""
    """Id of the run whose record it is."""
    asked: bool = False
    """Whether the check read it; else the check made it."""
    ours: bool = False
    """Whether it ships with claimcheck, under its licence."""


def render(report: Report) -> str:
    """The crate of a report by itself, without files beside it."""
    return crate(report, ())


def crate(report: Report, parts: Sequence[Part]) -> str:
    """The metadata of a crate with these files."""
    held = sorted(parts, key=lambda p: p.path)
    paper, people = _paper(report)
    tool, maker = _tool(report), _maker()
    judged = _judged(report, paper, maker)
    runs = actions(report.runs, {p.run: _id(p) for p in held if p.run})
    reviewed = [e for e in judged if e["@type"] != "Rating"]
    check = _check(report, paper, tool, held)
    files = [_file(p) for p in held]
    root = _root(report, paper, maker, files, [check, *filter(_acts, runs), *reviewed])
    known = [APACHE] if any(f.get("license") == _ref(APACHE) for f in files) else []
    graph = [
        _descriptor(), root, _profile(), UNSTATED, *known, paper, *people, maker, tool, *files,
        check, *runs, *judged,
    ]  # fmt: skip
    return text({"@context": [f"{SPECIFICATION}/context", TERMS], "@graph": _once(graph)})


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": SPECIFICATION},
        "about": {"@id": "./"},
    }


def _profile() -> Entity:
    return {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _root(
    report: Report, paper: Entity, maker: Entity, files: list[Entity], mentioned: list[Entity]
) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Are the numbers of “{line(report.title) or report.paper}” true?",
        "description": line(f"{headline(report)}. {notice(report)}"),
        **({"datePublished": report.created} if report.created else {}),
        "license": _ref(UNSTATED),
        "author": _ref(maker),
        "conformsTo": {"@id": PROFILE},
        "about": _ref(paper),
        "hasPart": one_or_all([_ref(f) for f in files]),
        "mentions": one_or_all([_ref(e) for e in mentioned]),
    }


def _paper(report: Report) -> tuple[Entity, list[Entity]]:
    """The paper that was checked, and those whom it is known by."""
    named = article(report)
    people = [
        {"@id": f"#author-{number}", "@type": "Person", "name": person["name"]}
        for number, person in enumerate(named.pop("author", ()), 1)
    ]
    identifiers: list[Any] = [line(report.paper)]
    if report.digest:
        read: Entity = {
            "@id": "#paper-as-read",
            "@type": "PropertyValue",
            "propertyID": "sha256",
            "name": "sha256 of the document that was read",
            "value": report.digest,
        }
        people.append(read)
        identifiers.append(_ref(read))
    written = [_ref(p) for p in people if p["@type"] == "Person"]
    known = {
        "@type": ["ScholarlyArticle", "CreativeWork"],
        "name": named["headline"],
        "identifier": one_or_all(identifiers),
    }
    known |= {"author": one_or_all(written)} if written else {}
    return {"@id": named.get("url", "#paper")} | named | known, people


def _maker() -> Entity:
    """Whoever answers for the reviews: the same that the reviews by themselves name."""
    return {"@id": "#maker", "@type": "Organization", "name": "claimcheck"}


def _tool(report: Report) -> Entity:
    name, _, version = (report.tool or "claimcheck").partition(" ")
    tool = {"@id": "#claimcheck", "@type": "SoftwareApplication", "name": name}
    return tool | ({"softwareVersion": version} if version else {})


def _judged(report: Report, paper: Entity, maker: Entity) -> list[Entity]:
    """Each claim, and the review of each that was decided, on one level."""
    claims: list[Entity] = [
        {
            "@id": f"#{anchor('claim', c.id)}",
            "@type": "Claim",
            "name": line(c.id),
            "text": line(c.quote),
            "appearance": _ref(paper),
        }
        for c in report.claims
    ]
    found: list[Entity] = []
    for review in reviews(report)["@graph"]:
        rating = {"@id": f"#rating-{review['reviewRating']['ratingValue']}"}
        claim = {"@id": review["@id"]}
        found += [
            rating | review["reviewRating"],
            review
            | {"@id": f"#review-of-{claim['@id'][1:]}", "itemReviewed": claim}
            | {"reviewRating": rating, "author": _ref(maker)},
        ]
    return [*claims, *found]


def _check(report: Report, paper: Entity, tool: Entity, parts: Iterable[Part]) -> Entity:
    """The run of claimcheck: from the paper and the results to the report."""
    held = list(parts)
    asked = [{"@id": _id(p)} for p in held if p.asked or p.run]
    made = [{"@id": _id(p)} for p in held if not (p.asked or p.run)]
    action: Entity = {
        "@id": "#check",
        "@type": "CreateAction",
        "name": f"Check of {line(report.paper)}",
        "description": line("; ".join(commands(report)[:1])),
        "instrument": _ref(tool),
        "object": one_or_all([_ref(paper), *asked]),
        "actionStatus": COMPLETED,
    }
    action |= {"result": one_or_all(made)} if made else {}
    return action | ({"endTime": report.created} if report.created else {})


def _file(part: Part) -> Entity:
    path = PurePosixPath(part.path)
    entity = {
        "@id": _id(part),
        "@type": "File",
        "name": line(part.name),
        "encodingFormat": MEDIA.get(path.suffix, "application/octet-stream"),
        "contentSize": str(part.size),
        "sha256": part.digest,
    }
    return entity | ({"license": _ref(APACHE)} if part.ours else {})


def _id(part: Part) -> str:
    return quote(part.path)


def _ref(entity: Entity) -> Entity:
    return {"@id": entity["@id"]}


def _acts(entity: Entity) -> bool:
    return bool(entity["@type"] == "CreateAction")


def _once(graph: Iterable[Entity]) -> list[Entity]:
    """Each entity once; the first of an id stands."""
    found: dict[str, Entity] = {}
    for entity in graph:
        found.setdefault(entity["@id"], entity)
    return list(found.values())
