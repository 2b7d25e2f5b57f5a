"""How long does a search take besides the network: 200 records merged, ranked and screened?

    python benchmarks/search.py [--records 200] [--repeats 5]

Four indexes tell of the same works, an index each with its own gaps: no DOI, no arXiv id, no
abstract, another spelling of the title. Seconds of one process; the first run loads bm25s, numpy
and scipy."""

from __future__ import annotations

import argparse
import random
import time

from claimcheck.literature import Hit, Work
from claimcheck.search.merging import merge
from claimcheck.search.ranking import rank
from claimcheck.search.screening import Wanted, screen
from claimcheck.sources.indexes import INDEXES
from claimcheck.sources.query import query_of

QUESTION = "How does the tilted sieve influence the robustness of Video-JEPA pebbles to shifts?"
ABSTRACT = 180
"""Words."""


def records(count: int, seed: int) -> list[Work]:
    """`count` records of about 0.4 times as many works."""
    dice = random.Random(seed)
    lexicon = [f"word{n}" for n in range(3000)] + list(query_of(QUESTION).terms) * 20
    names = list(INDEXES)
    made = []
    for place in range(count):
        index, number = names[place % 4], dice.randrange(count * 4 // 10)
        told = random.Random(number)  # what is true of the work, whoever tells it
        title = " ".join(told.choices(lexicon, k=9))
        abstract = " ".join(told.choices(lexicon, k=ABSTRACT))
        made.append(
            Work(
                key=f"{index}:{place}",
                title=title.upper() if index == "crossref" else title,
                abstract="" if index == "crossref" else abstract,
                authors=(f"Ada Name{number}", "Emmy Noether"),
                published=f"{2015 + number % 10}",
                doi=f"10.1234/{number}" if index != "arxiv" else "",
                arxiv=f"2401.{number:05}" if index != "crossref" and number % 3 else "",
                hits=(Hit(index=index, rank=place // 4 + 1, id=f"{index}{number}"),),
            )
        )
    return made


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--records", type=int, default=200)
    options.add_argument("--repeats", type=int, default=5)
    given = options.parse_args()
    wanted = Wanted(query_of(QUESTION), 20)
    for repeat in range(given.repeats):
        found = records(given.records, repeat)
        start = time.perf_counter()
        merged, duplicates = merge(found)
        met = time.perf_counter()
        ranked = rank([one.work for one in merged], wanted.query, {})
        placed = time.perf_counter()
        kept, _ = screen(ranked, wanted)
        end = time.perf_counter()
        print(
            f"{len(found)} records, {len(duplicates)} duplicates, {len(kept)} kept: "
            f"{end - start:.3f} s (merged {met - start:.3f}, ranked {placed - met:.3f}, "
            f"screened {end - placed:.3f})"
        )


if __name__ == "__main__":
    main()
