"""What is the answer in short, and how sure is it? To be read in ten seconds."""

from __future__ import annotations

from claimcheck.literature import Statement
from claimcheck.number import fixed
from claimcheck.synthesis.contrasts import Effect, effects, signs
from claimcheck.synthesis.evidence import Evidence
from claimcheck.synthesis.points import Point
from claimcheck.synthesis.sentences import told
from claimcheck.synthesis.words import count, measured, number, sentence, series

FEWEST = 2
"""Comparisons below which counting them says nothing."""
TENDENCIES = (
    (0.9, "better"), (0.65, "mostly better"), (0.35, "about as often worse as better"),
    (0.1, "mostly not better"), (0.0, "not better"),
)  # fmt: skip
"""How a share of comparisons that end in the method's favour is called."""
MOST = 2
"""Papers and metrics whose comparisons are told."""


def answer(known: Evidence) -> tuple[Statement, ...]:
    """What changes, how far it holds, the strongest finding, what does not hold, how sure it is."""
    if not known.points:
        return (_nothing(known),)
    changes = _effects(known)
    first = (*changes, _verdict(known, opening="How far it holds: " if changes else ""))
    made = [*first, _strongest(known), _wrong(known), _sure(known)]
    return tuple(s for s in (*made, _missing(known)) if s)


def _nothing(known: Evidence) -> Statement:
    read = count(len(known.read), "paper")
    return Statement(
        text=f"There is no answer: {read} could be read, and no numeric claim was found.",
        works=tuple(p.work.key for p in known.read),
    )


def _verdict(known: Evidence, opening: str) -> Statement:
    found = known.counts
    papers = tuple(dict.fromkeys(p.work.key for p in known.bearing))
    refs = tuple(dict.fromkeys(r for p in known.bearing for r in p.refs))
    if not known.bearing:
        text = f"none of the {len(known.points)} statements found bears on the question"
        return Statement(text=sentence(f"There is no answer: {text}"), works=papers)
    named = (
        ("supported", "borne out by the figures behind them"),
        ("contradicted", "contradicted by them"),
        ("not-reproduced", "borne out but not reproduced"),
        ("undecided", "undecided"),
    )
    shares = [
        f"{number(found[s])} {'is' if found[s] == 1 else 'are'} {words}"
        for s, words in named
        if found[s]
    ]
    lead = f"{opening}{_word(known)}{';' if opening else ':'}"
    many = count(len(known.bearing), "statement")
    where = count(len(papers), "paper")
    verb = "bears" if len(known.bearing) == 1 else "bear"
    asked = f"of {many} in {where} that {verb} on the question"
    return Statement(
        text=sentence(f"{lead} {asked}, {series(shares)}"),
        claims=refs,
        works=papers,
    )


def _word(known: Evidence) -> str:
    """The answer's first words, by what share of the decided statements holds."""
    found = known.counts
    decided = sum(found.values()) - found["undecided"]
    if not decided:
        return "nothing is decided"
    share = found["supported"] / decided
    open_ = ", though most is open" if found["undecided"] > decided else ""
    if share == 1:
        return f"what could be checked holds{open_}"
    if share >= 0.75:
        return f"most of what could be checked holds{open_}"
    return "what could be checked holds in part" if share >= 0.4 else "most of it does not hold"


def _effects(known: Evidence) -> tuple[Statement, ...]:
    """What the methods change, by the metrics that bear most on the question."""
    every = effects(known.dossier.question, known.bearing)
    found = [e for e in every if len(e.all) >= FEWEST]
    return tuple(_effect(e) for e in found[:MOST])


def _effect(e: Effect) -> Statement:
    better, equal, worse = signs(e.all)
    whole = len(e.all)
    parts = [f"in {better} of {whole} comparisons"]
    parts += [f"worse in {worse}"] if worse else []
    parts += [f"equal within rounding in {equal}"] if equal else []
    size = ""
    if e.percents:
        low, mid, high = (_percent(p) for p in e.percents)
        size = f"; the change is {low} to {high}, {mid} in the median"
    word = next(w for share, w in TENDENCIES if better >= share * whole)
    metric = measured(e.metric)
    verb = "are" if metric.split(" ")[0].endswith("s") and not metric.endswith("ss") else "is"
    text = f"{metric} {verb} {word} than the baseline's: {', '.join(parts)}{size} ({_each(e)})"
    return Statement(text=sentence(text), claims=e.refs, works=tuple(e.contrasts))


def _each(e: Effect) -> str:
    """The paper, or how many comparisons are better in each of several."""
    if len(e.contrasts) == 1:
        return next(iter(e.names.values()))
    return ", ".join(
        f"{signs(own)[0]} of {len(own)} in {e.names[paper]}" for paper, own in e.contrasts.items()
    )


def _percent(change: float) -> str:
    return f"{fixed(change, 0, signed=abs(change) >= 0.5)} %"


def _strongest(known: Evidence) -> Statement | None:
    best = next((p for p in known.bearing if p.standing == "supported"), None)
    return _opened("Best supported", best)


def _wrong(known: Evidence) -> Statement | None:
    worst = next(
        (p for p in known.bearing if p.standing in ("contradicted", "not-reproduced")), None
    )
    return _opened("Not to be relied on", worst)


def _opened(opening: str, point: Point | None) -> Statement | None:
    if point is None:
        return None
    said = told(point)
    return said.model_copy(update={"text": f"{opening}: {_lowered(said.text)}"})


def _lowered(text: str) -> str:
    """Without the capital that only the beginning of a sentence gave: an article's, a `that`'s."""
    head = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if head in {"The", "That", "Contradicted"} else text


def _sure(known: Evidence) -> Statement | None:
    """What such verdicts are worth, and what the reviewers say of the whole."""
    parts = []
    if (share := _right(known)) is not None:
        parts.append(
            f"such verdicts were right on {100 * share:.0f} % of claims that people had labelled"
        )
    review = known.review
    if review.mean is not None:
        weakest = next((s.title for s in review.scores if s.reviewer == review.weakest), "")
        worst = f", least for {_small(weakest)}" if weakest else ""
        parts.append(f"the reviewers give the whole {review.mean:.1f} of 10{worst}")
    if not parts:
        return None
    return Statement(
        text=f"How sure: {sentence('; '.join(parts))}",
        claims=tuple(dict.fromkeys(r for p in known.bearing for r in p.refs)),
    )


def _right(known: Evidence) -> float | None:
    """How often verdicts like those on the decided statements were right, on average: what is
    called supported is so with its claims' confidence, what is contradicted with its rest."""
    found = [
        c if p.standing == "supported" else 1 - c
        for p in known.bearing
        if p.standing in ("supported", "contradicted") and (c := known.confidence(p)) is not None
    ]
    return sum(found) / len(found) if found else None


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _missing(known: Evidence) -> Statement | None:
    if not known.silent:
        return None
    named = series([f"“{p}”" for p in known.silent])
    text = f"No claim that was read speaks of {named}, which the question asks about"
    return Statement(text=sentence(text), works=tuple(p.work.key for p in known.read))
