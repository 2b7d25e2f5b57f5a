"""How are counts, lists, papers and arithmetic put into plain words?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claimcheck import lexicon
from claimcheck.literature import Work

SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_WRITTEN_OUT = {"val": "validation", "acc": "accuracy", "acc.": "accuracy", "ppl": "perplexity"}
SHOWN = 3
"""Items of a verdict's arithmetic that a sentence repeats."""
LONGEST = 320
"""Characters of a quote: a sentence at most, and never a page without a full stop."""
_TIES = re.compile(
    r"^(?:while|whereas|and|but|although|though|however|in contrast|interestingly|notably"
    r"|crucially|importantly"
    r"|additionally|moreover|furthermore|finally|overall|also|in addition|similarly|specifically"
    r"|as shown in (?:figure|table|section) \S+|(?:figure|table) \d+ shows that)\b[,:]?\s+",
    re.IGNORECASE,
)
_INNER = re.compile(r"^[^\W\d_][^a-z].|[a-z][A-Z]")
"""An abbreviation or a name such as `arXiv`, which keeps its letters."""
_CHANGE = re.compile(r"(?:=|:) ([+−][\d.,]+(?: %)?)(?=;|$)")
_MARK = re.compile(r" \[(?:contradicted|supported|undecided)\]")
_SURNAME = re.compile(r"^(?:van|von|de|der|den|del|di|da|la|le|ter|ten|al|el|bin)$", re.IGNORECASE)


def number(n: int) -> str:
    """`no`, `one`, `24`."""
    return SMALL[n] if n < len(SMALL) else f"{n:,}"


def count(n: int, thing: str, plural: str = "") -> str:
    """`no papers`, `one paper`, `24 papers`."""
    return f"{number(n)} {thing if n == 1 else plural or thing + 's'}"


def were(n: int, thing: str) -> str:
    """`one paper was`, `three papers were`."""
    return f"{count(n, thing)} {'was' if n == 1 else 'were'}"


def series(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """With a capital letter and one full stop."""
    plain = " ".join(text.split()).rstrip(" .;,")
    end = "" if plain.endswith(("?", "!", "…", ".”", "?”")) else "."
    first = plain.split(" ", 1)[0]
    return (plain if _INNER.search(first) else plain[:1].upper() + plain[1:]) + end


def quote(text: str) -> str:
    """In quotation marks, its own ones made single, cut at a word where it is no sentence."""
    plain = " ".join(text.replace("“", "‘").replace("”", "’").replace('"', "’").split())
    plain = plain.rstrip(" .;:,")
    if len(plain) > LONGEST:
        plain = plain[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{plain}”"


def cite(work: Work) -> str:
    """`Lu and Day (2024)`, `Lu et al. (2024)`; the short title where no author is known."""
    year = f" ({work.year})" if work.year else ""
    names = [_surname(name) for name in work.authors if name.strip()]
    if not names:
        return f"“{short(work.title)}”{year}"
    if len(names) > 2:
        return f"{names[0]} et al.{year}"
    return f"{' and '.join(names)}{year}"


def labels(works: Sequence[Work]) -> dict[str, str]:
    """What a sentence calls each work, by its key: authors and year, or its title where authors and
    year would name two."""
    works = list({w.key: w for w in works}.values())
    names = {w.key: cite(w) for w in works}
    taken = Counter(names.values())
    return {
        key: f"“{short(w.title)}”" if taken[name] > 1 else name
        for w, (key, name) in zip(works, names.items(), strict=True)
    }


def verb(who: str, singular: str, plural: str) -> str:
    """The verb as several authors, or one paper, want it."""
    several = not who.startswith("“") and (" and " in who or " et al." in who)
    return plural if several else singular


def bare(clause: str) -> str:
    """A clause without the words that tie it to the one before."""
    plain = clause.strip()
    while (cut := _TIES.sub("", plain)) != plain:
        plain = cut
    return plain


def short(title: str) -> str:
    """A title up to its colon, or its first eight words."""
    plain = " ".join(title.split())
    head = re.split(r"[:–—] ", plain)[0]
    words = head.split(" ")
    return head if len(words) <= 8 else " ".join(words[:8]) + " …"


def _surname(name: str) -> str:
    if "," in name:
        return name.split(",")[0].strip()
    words = name.split()
    at = len(words) - 1
    while at > 1 and _SURNAME.match(words[at - 1]):
        at -= 1
    return " ".join(words[at:])


def arithmetic(because: str, *, parts: int = 1, shown: int = SHOWN) -> str:
    """A verdict's arithmetic for a sentence: one reading of each of the claim's parts, and no more
    of its items than a reader takes in at once."""
    readings = [_shortened(r.rstrip("."), shown) for r in because.split(" · ")[:parts]]
    return _MARK.sub("", "; ".join(readings))


def _shortened(reading: str, shown: int) -> str:
    *items, last = reading.split("; ")
    items = [_listed(item) for item in items]
    if len(items) <= shown:
        return "; ".join([*items, _listed(last)])
    return "; ".join([*items[:shown], f"{number(len(items) - shown)} more", last])


def _listed(item: str) -> str:
    """A list by commas, cut where it is long: `a −1, b −2, c −3, d −4 and nine more`."""
    parts = item.split(", ")
    if len(parts) <= 6:
        return item
    return f"{', '.join(parts[:4])} and {number(len(parts) - 4)} more"


def change(because: str) -> str:
    """The one change that was computed, with its sign: `−65.6 %`; empty where it is not one."""
    found = _CHANGE.findall(because.split(" · ")[0])
    return found[0] if len(found) == 1 else ""


def measured(metric: str) -> str:
    """The metric as a phrase in a sentence: `steps to 99% validation accuracy`."""
    plain = lexicon.bare(metric).split()
    words = (w.lower() if sum(map(str.isupper, w)) == 1 else w for w in plain)
    return " ".join(_WRITTEN_OUT.get(w, w) for w in words)


def article(phrase: str) -> str:
    """`an accuracy`, `a loss`."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' else 'a'} {phrase}"
