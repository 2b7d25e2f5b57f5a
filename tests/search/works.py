"""Which works do the search's tests look for? Invented ones, about sorting pebbles."""

from claimcheck.literature import Work


def work(number: int, title: str | None = None, **fields: object) -> Work:
    """A work with an arXiv id and a DOI of its own, unless told otherwise."""
    identifier = f"2401.{number:05}"
    values: dict[str, object] = {
        "key": f"arxiv:{identifier}",
        "title": f"Sorting pebbles, part {number}" if title is None else title,
        "abstract": f"We sort pebbles by size with sieve number {number}.",
        "authors": ("Ada Lovelace", f"Emmy Noether{number}"),
        "published": "2024-01-02",
        "doi": f"10.1234/pebble.{number}",
        "arxiv": identifier,
        "venue": "Journal of Pebbles",
        "kind": "article",
        "cited_by": number,
    }
    return Work.model_validate(values | fields)


PEBBLES = tuple(work(n) for n in range(1, 6))
QUESTION = "How does the sieve influence the sorting of pebbles?"
