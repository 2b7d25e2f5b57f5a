"""Four literature indexes and arXiv's papers on this machine: what do they say of these works?

    with Literature() as literature:
        literature.use(monkeypatch)              # every address and patience that claimcheck has
        literature.publish(works, cites={works[0].key: [works[1].key]})
        literature.hold("2410.10001", folder)    # HTML, e-print and PDF, as arXiv serves them
        literature.down("openalex", Answer(status=503))
        literature.script("/pdf/2410.10001v1", b"broken")

`publish` makes all four answer: arXiv with the works that have an arXiv id, Crossref with those
that have a DOI of their own, the other two with all. They match any word of a query against title
and abstract, give the best first, page, and keep to years. `known[index]` may be changed by hand.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import literature_answers as said
import pytest
from loopback import MISSING, Answer, Loopback

from claimcheck.literature import Work
from claimcheck.sources import arxiv, desk

PREFIXES = {
    "arxiv": "/api/query",
    "openalex": "/openalex/",
    "crossref": "/crossref/",
    "semanticscholar": "/graph/v1/",
}
SYNTAX = frozenset({"all", "and", "or", "to", "submitteddate"})


class Literature(Loopback):
    """A context manager: see above."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, list[Work]] = {name: [] for name in PREFIXES}
        self.cites: dict[str, list[str]] = {}
        """Keys of the works that a work cites."""
        self.faults: dict[str, list[Answer | None]] = {}

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Points claimcheck here, and makes it impatient."""
        addresses = {
            "ARXIV": self.url,
            "OPENALEX": f"{self.url}/openalex",
            "CROSSREF": f"{self.url}/crossref",
            "SEMANTICSCHOLAR": f"{self.url}/graph/v1",
        }
        for name, url in addresses.items():
            monkeypatch.setenv(f"CLAIMCHECK_{name}_URL", url)
        for name in ("ARXIV_INTERVAL", "MAILTO", "OPENALEX_KEY", "SEMANTICSCHOLAR_KEY"):
            monkeypatch.delenv(f"CLAIMCHECK_{name}", raising=False)
        monkeypatch.setattr(arxiv, "MANNERS", replace(arxiv.MANNERS, backoff=0.01, timeout=5.0))
        monkeypatch.setattr(
            desk, "PATIENCE", replace(desk.PATIENCE, backoff=0.01, longest=0.1, timeout=2.0)
        )

    def publish(
        self, works: Sequence[Work], *, cites: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        own = [w for w in works if w.doi and not w.doi.startswith("10.48550/")]
        self.known = {
            "arxiv": [w for w in works if w.arxiv],
            "openalex": list(works),
            "crossref": own,
            "semanticscholar": list(works),
        }
        self.cites = {key: list(cited) for key, cited in (cites or {}).items()}

    def down(self, index: str, *answers: Answer | None) -> None:
        """What the index says from now on, whatever it is asked; the last one again and again, and
        None is what it would say in good health."""
        self.faults[index] = list(answers)

    def hold(self, identifier: str, folder: Path) -> None:
        """A paper on arXiv: `<name>.html`, `<name>.pdf` and the folder `latex`, where there."""
        for name in (identifier, f"{identifier}v1"):
            for page in folder.glob(f"{folder.name}.html"):
                self.script(f"/html/{name}", Answer(page.read_bytes(), kind="text/html"))
            for pdf in folder.glob(f"{folder.name}.pdf"):
                self.script(f"/pdf/{name}", Answer(pdf.read_bytes(), kind="application/pdf"))
            if (folder / "latex").is_dir():
                packed = Answer(_packed(folder / "latex"), kind="application/gzip")
                self.script(f"/e-print/{name}", packed)

    def asked_of(self, index: str) -> list[str]:
        """Paths that were asked of an index, in order."""
        return [unquote(path) for path in self.paths if path.startswith(PREFIXES[index])]

    def take(self, path: str) -> Answer:
        index = next((name for name, start in PREFIXES.items() if path.startswith(start)), "")
        if not index or path in self.answers or path.partition("?")[0] in self.answers:
            return super().take(path)
        with self._lock:
            self.asked.append((time.monotonic(), path))
            faults = self.faults.get(index) or [None]
            fault = faults.pop(0) if len(faults) > 1 else faults[0]
        return fault or self._answer(index, path)

    def _answer(self, index: str, path: str) -> Answer:
        parts = urlsplit(path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        below = unquote(parts.path.removeprefix(PREFIXES[index]))
        works = self.known[index]
        answer = {
            "arxiv": self._arxiv,
            "openalex": self._openalex,
            "crossref": self._crossref,
            "semanticscholar": self._semanticscholar,
        }[index]
        return answer(works, below, given)

    def _arxiv(self, works: list[Work], below: str, given: dict[str, str]) -> Answer:
        if names := given.get("id_list"):
            return said.atom([w for w in works if w.arxiv in re.split(r"v\d+|,", names)])
        years = re.search(r"submittedDate:\[(\d{4})\d+ TO (\d{4})", given["search_query"])
        asked = re.sub(r"submittedDate:\[[^]]*\]", "", given["search_query"])
        found = _matching(works, asked, years.groups() if years else ())
        start, most = int(given["start"]), int(given["max_results"])
        return said.atom(found[start : start + most], total=len(found), start=start)

    def _openalex(self, works: list[Work], below: str, given: dict[str, str]) -> Answer:
        if below != "works":
            name = below.removeprefix("works/").removeprefix("doi:").lower()
            one = _named(works, name)
            return said.as_json(said.openalex_work(one)) if one else _no_such()
        found, filters = works, given.get("filter", "")
        if link := re.fullmatch(r"(cites|cited_by):(W\d+)", filters):
            base = [w for w in works if said.openalex_id(w) == link[2]]
            found = self._linked(works, base, to_cited=link[1] == "cited_by")
        elif asked := re.search(r"title_and_abstract\.search:([^,]*)", filters):
            found = _matching(works, asked[1], re.findall(r"publication_date:(\d{4})", filters))
        start = 0 if given.get("cursor", "*") == "*" else int(given["cursor"].removeprefix("at-"))
        end = start + int(given["per_page"])
        following = f"at-{end}" if end < len(found) else None
        return said.openalex(found[start:end], total=len(found), following=following)

    def _crossref(self, works: list[Work], below: str, given: dict[str, str]) -> Answer:
        if below != "works":
            one = _named(works, below.removeprefix("works/").lower())
            if one is None:
                return Answer(b"Resource not found.", 404, "text/plain")
            message = {"status": "ok", "message-type": "work", "message": said.crossref_work(one)}
            return said.as_json(message)
        years = re.findall(r"pub-date:(\d{4})", given.get("filter", ""))
        found = _matching(works, given["query.bibliographic"], years)
        start = 0 if given["cursor"] == "*" else int(given["cursor"].removeprefix("at-"))
        end = start + int(given["rows"])
        return said.crossref(found[start:end], total=len(found), following=f"at-{end}")

    def _semanticscholar(self, works: list[Work], below: str, given: dict[str, str]) -> Answer:
        if below == "paper/search":
            years = re.findall(r"\d{4}", given.get("year", ""))
            found = _matching(works, given["query"], years)
            start = int(given["offset"])
            end = start + int(given["limit"])
            return said.semanticscholar(
                found[start:end],
                total=len(found),
                offset=start,
                following=end if end < len(found) else None,
            )
        link = re.fullmatch(r"paper/(.+?)(?:/(references|citations))?", below)
        one = _named(works, re.sub(r"^(?:arxiv|doi):", "", link[1].lower())) if link else None
        if one is None or link is None:
            return said.as_json({"error": "Paper with id not found"}, status=404)
        if not link[2]:
            return said.as_json(said.semanticscholar_work(one))
        cited = link[2] == "references"
        linked = self._linked(works, [one], to_cited=cited)
        return said.semanticscholar_links("citedPaper" if cited else "citingPaper", linked)

    def _linked(self, works: list[Work], base: list[Work], *, to_cited: bool) -> list[Work]:
        keys = {work.key for work in base}
        if to_cited:
            wanted = {key for own in keys for key in self.cites.get(own, [])}
        else:
            wanted = {key for key, cited in self.cites.items() if keys & set(cited)}
        return [work for work in works if work.key in wanted]


def _matching(works: list[Work], asked: str, years: Sequence[str]) -> list[Work]:
    """The works that have a word of the query, those with the most first."""
    words = set(re.findall(r"[^\W_]+", asked.lower())) - SYNTAX
    first, last = (int(years[0]), int(years[-1])) if years else (0, 9999)
    scored = [
        (len(words & set(re.findall(r"[^\W_]+", f"{w.title} {w.abstract}".lower()))), w)
        for w in works
        if not years or first <= (w.year or 0) <= last
    ]
    return [work for score, work in sorted(scored, key=lambda each: -each[0]) if score]


def _named(works: list[Work], name: str) -> Work | None:
    """The work of a DOI, arXiv id, or an index's own id; in lower case."""
    for work in works:
        ids = (work.doi, work.arxiv, work.arxiv and f"10.48550/arxiv.{work.arxiv}")
        if name in (*ids, said.openalex_id(work).lower(), said.semanticscholar_id(work)):
            return work
    return None


def _no_such() -> Answer:
    return replace(MISSING, body=b'{"error": "Not found"}', kind="application/json")


def _packed(folder: Path) -> bytes:
    """An e-print: a gzipped tar of the folder's files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            info = tarfile.TarInfo(str(path.relative_to(folder)))
            info.size = path.stat().st_size
            archive.addfile(info, io.BytesIO(path.read_bytes()))
    return gzip.compress(buffer.getvalue(), mtime=0)


def real_works(data: Path) -> list[tuple[Work, Path]]:
    """The real papers of the test data, under arXiv ids that are made up, and their folders."""
    found = []
    for number, folder in enumerate(sorted(p for p in (data / "papers").iterdir() if p.is_dir())):
        page = (folder / f"{folder.name}.html").read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
        abstract = re.search(r"ltx_abstract.*?<p[^>]*>(.*?)</p>", page, re.DOTALL)
        named = title[1] if title and abstract else folder.name.replace("_", " ")
        identifier = f"2410.{10001 + number}"
        found.append(
            (
                Work(
                    key=f"arxiv:{identifier}",
                    title=" ".join(unescape(named).split()),
                    abstract=_bare(abstract[1]) if abstract else "",
                    authors=("Ada Lovelace", "Emmy Noether"),
                    published=f"2024-10-{number + 1:02}",
                    arxiv=identifier,
                ),
                folder,
            )
        )
    return found


def _bare(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())
