"""Is the question answered by what was read?

The mean of up to three shares: the question's own words that a decided claim uses, in its sentence,
its names, its arithmetic or the title of its paper; the papers that were read, of those that were
sought or are said to have been (both less the uncertainty of few); and the literature indexes that
answered, of those that were asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.literature import Dossier, Reason, Score
from claimcheck.review.facts import Said, claims, few, many
from claimcheck.review.rubric import Part, Rubric, mean

RUBRIC = Rubric(
    id="coverage",
    title="Coverage of the question",
    question="Is the question answered by what was read?",
    counts="Mean of three shares: the question's words that a decided claim or its paper's title "
    "uses; papers read, of "
    "those sought or said to be read; indexes that answered.",
    limit="Words are compared by their first seven letters: another name for the same thing is "
    "not recognised, and a word that occurs is not an answer yet.",
    levels={
        0: "Nothing that was read speaks of the question.",
        3: "A few of its words occur, or few of the papers were read.",
        5: "Half of it is spoken of.",
        7: "Most of its words occur in decided claims, and most papers were read.",
        10: "All of its words occur in decided claims, every paper was read, every index answered.",
    },
)
STEM = 7
"""Letters by which two words are alike."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STOPS = frozenset({
    "a", "about", "across", "affect", "affects", "after", "all", "also", "among", "an", "and",
    "any", "are", "as", "at", "be", "because", "been", "before", "best", "better", "between",
    "both", "but", "by", "can", "choice", "compare", "compared", "comparison", "could",
    "dataset", "datasets", "depend", "depends", "did", "different", "do", "does", "during",
    "e.g", "each", "effect", "effects", "eg", "evidence", "for", "from", "given", "good",
    "had", "has", "have", "how", "if", "improve", "improves", "in", "influence", "influenced",
    "influences", "into", "is", "it", "its", "large", "main", "many", "may", "measure",
    "measured", "method", "methods", "model", "models", "more", "most", "much", "of", "on",
    "only", "or", "other", "our", "over", "paper", "papers", "performance", "question",
    "results", "role", "set", "such", "task", "tasks", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "through", "to", "under", "up", "use",
    "used", "using", "very", "was", "were", "what", "when", "where", "whether", "which",
    "while", "who", "why", "will", "with", "without", "work", "works", "would", "you", "your",
})  # fmt: skip


def assess(dossier: Dossier) -> Score:
    decided = [s for s in claims(dossier) if s.standing != "undecided"]
    words = terms(dossier.question)
    spoken = _spoken(decided)
    met = [w for w in words if _occurs(w, spoken)]
    read = [p for p in dossier.papers if p.report is not None]
    sought = _sought(dossier)
    asked, failed = _indexes(dossier)
    shares = [
        Part(whole=len(words), held=len(met)).share,
        Part(whole=sought, held=len(read)).share,
        (asked - failed) / asked if asked else None,
    ]
    share = mean(shares)
    if share is None:
        return RUBRIC.nothing("There is no question, and no paper was sought.")
    lacking = [w for w in words if w not in met]
    reasons = [
        Reason(says=_of_words(words, lacking)),
        Reason(says=f"read: {len(read)} of {many(sought, 'paper')}" if sought else ""),
        Reason(
            says=f"did not answer: {failed} of {many(asked, 'index', 'indexes')}" if failed else ""
        ),
    ]
    return RUBRIC.score(share, reasons, _to_raise(lacking, sought - len(read)))


def terms(question: str) -> list[str]:
    """The words of a question that say what it is about, in its order, each once."""
    plain = re.sub(r"\be\.\s?g\.|\bi\.\s?e\.", " ", question.lower())
    found = (w for w in _WORD.findall(plain) if w not in _STOPS and len(w) > 1)
    return list(dict.fromkeys(found))


def _spoken(said: Iterable[Said]) -> set[str]:
    """Stems of all words that the claims use, joined words also by their parts and without the
    hyphen."""
    texts: list[str] = []
    for one in said:
        c = one.claim
        texts += [one.paper.work.title, c.quote, c.method, c.baseline, c.benchmark, c.metric]
        texts += [v.because for v in one.verdicts]
        texts += [e.where for v in one.verdicts for e in v.evidence]
    found: set[str] = set()
    for text in dict.fromkeys(texts):
        for word in _WORD.findall(text.lower()):
            found |= {_stem(word), _stem(word.replace("-", "")), *map(_stem, word.split("-"))}
    return found


def _occurs(word: str, spoken: set[str]) -> bool:
    if _stem(word) in spoken or _stem(word.replace("-", "")) in spoken:
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(_stem(p) in spoken for p in parts)


def _stem(word: str) -> str:
    plain = word[:-1] if len(word) > 3 and word.endswith("s") else word
    return plain[:STEM] if plain.isalpha() else plain


def _sought(dossier: Dossier) -> int:
    given = (dossier.given.papers or 0) if dossier.given else 0
    flow = dossier.search.flow.sought if dossier.search else 0
    return max(len(dossier.papers), given, flow)


def _indexes(dossier: Dossier) -> tuple[int, int]:
    if dossier.search is None:
        return 0, 0
    silent = {f.index for f in dossier.search.failures}
    return len(dossier.search.indexes), len(silent & set(dossier.search.indexes))


def _of_words(words: Sequence[str], lacking: Sequence[str]) -> str:
    if not words:
        return ""
    met = len(words) - len(lacking)
    text = f"words of the question that decided claims use: {met} of {len(words)}"
    return text + (f"; none speaks of {few(lacking, 8)}" if lacking else "")


def _to_raise(lacking: Sequence[str], unread: int) -> str:
    if lacking:
        return f"decided claims that speak of {few(lacking, 8)}"
    if unread > 0:
        return f"read the {many(unread, 'paper')} that could not be read"
    return "nothing that this rubric sees"
