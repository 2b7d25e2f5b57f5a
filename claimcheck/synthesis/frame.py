"""What stands around the results: abstract, introduction, methodology, limitations?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimcheck.literature import Section, Statement
from claimcheck.record import Witness
from claimcheck.synthesis.evidence import Evidence
from claimcheck.synthesis.names import phrases
from claimcheck.synthesis.sentences import THOUGH
from claimcheck.synthesis.words import count, number, sentence, series, were

REASONS = {
    "duplicate": "found twice",
    "year": "outside the years asked for",
    "field": "outside the fields asked for",
    "withdrawn": "withdrawn or retracted",
    "off-topic": "off the topic",
    "beyond-limit": "ranked below those that were read",
    "no-full-text": "without a full text that could be had",
    "unreadable": "broken or unreadable",
    "no-claims": "without a numeric claim",
    "secondary": "reporting on others' results",
}
INDEXES = {
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "crossref": "Crossref",
    "semanticscholar": "Semantic Scholar",
}


def reason(code: str) -> str:
    """Why a work was left out, behind `was`; an unknown code as it is."""
    return REASONS.get(code, code.replace("-", " "))


def index(name: str) -> str:
    return INDEXES.get(name, name)


def abstract(known: Evidence, answer: tuple[Statement, ...]) -> Section:
    """The question, what was done, and the answer in short."""
    claims = sum(len(p.report.claims) for p in known.read if p.report)
    opening = _said(
        f"This synthesis puts one question to {count(len(known.read), 'paper')}: “{_asked(known)}”",
        works=(p.work.key for p in known.read),
    )
    done = _said(
        f"{were(claims, 'numeric claim')} taken from the papers and put to the results that stand "
        "behind them",
    )
    return Section(id="abstract", title="Abstract", paragraphs=((opening, done, *answer),))


def introduction(known: Evidence) -> Section:
    """The question, its parts, and what each paper is."""
    asked = _said(f"The question is: “{_asked(known)}”")
    parts = phrases(_asked(known))
    spoken = [p for p in parts if p not in known.silent]
    made = [asked]
    if len(parts) > 1:
        made.append(_said(f"It names {series([f'“{p}”' for p in parts])}"))
    if spoken and known.silent:
        made.append(
            _said(
                f"Claims that were read speak of {series([f'“{p}”' for p in spoken])}, and none of "
                f"{series([f'“{p}”' for p in known.silent], 'or')}",
                works=(p.work.key for p in known.read),
            )
        )
    made.append(
        _said(
            "Papers state more than they show; so each statement is put to the figures that it "
            "rests on, and stands here with what they say of it"
        )
    )
    return Section(id="introduction", title="Introduction", paragraphs=(tuple(made),))


def methodology(known: Evidence) -> Section:
    """Search, reading, witnesses, confidence and review."""
    return Section(
        id="methodology",
        title="Methodology",
        paragraphs=tuple(p for p in (_searched(known), _checked(known), _judged(known)) if p),
    )


def _searched(known: Evidence) -> tuple[Statement, ...]:
    search = known.dossier.search
    if search is None:
        return ()
    flow = search.flow
    found, left = sum(flow.found.values()), sum(flow.excluded.values())
    made = []
    if search.indexes:
        asked = series([index(i) for i in search.indexes])
        limits = [f"the {k} {v}" for k in ("years", "fields") if (v := search.filters.get(k))]
        bounds = f", limited to {series(limits)}" if limits else ""
        followed = search.filters.get("citations", "")
        counts = ", ".join(f"{n:,} from {index(i)}" for i, n in flow.found.items())
        was = "was" if len(search.indexes) == 1 else "were"
        made += [
            f"{asked} {was} asked for “{search.query or search.question}”{bounds}",
            f"They gave {count(found, 'record')} ({counts}), of which {number(flow.duplicates)} "
            f"stood in more than one list; {were(left, 'work')} left out at screening",
        ]
        if followed:
            made.insert(1, f"Citations were followed {followed}")
    else:
        made.append(f"No index was searched: {were(found, 'paper')} named")
    unread = series([f"{number(n)} {reason(r)}" for r, n in flow.unread.items()])
    missed = f"; not read: {unread}" if unread else ""
    made.append(
        f"Of {count(flow.sought, 'full text')} asked for, {number(flow.read)} "
        f"{'was' if flow.read == 1 else 'were'} read, and claims of {number(flow.used)} are used"
        f"{missed}"
    )
    return tuple(map(_said, made))


def _checked(known: Evidence) -> tuple[Statement, ...]:
    asked = Counter(w.witness for p in known.read if p.report for w in p.report.witnesses)
    named: dict[Witness, str] = {
        "released": "the results that the authors released",
        "rerun": "reruns",
    }
    others = [f"{words} for {number(asked[w])}" for w, words in named.items() if asked[w]]
    besides = f", and {series(others)} of them" if others else ""
    return (
        _said(
            "Claims are taken from the text by rules, each as a predicate over results, and put to "
            f"the paper's own tables{besides}",
        ),
        _said(
            "A printed number stands for all that rounds to it, so that rounding alone contradicts "
            "nothing; a claim whose words leave open which results are meant stays undecided"
        ),
        _said(
            "Figures of several papers are compared where method, benchmark and metric have the "
            "same names, and count as a disagreement only where the settings that are recorded do "
            "not differ"
        ),
    )


def _judged(known: Evidence) -> tuple[Statement, ...]:
    made = []
    if known.dossier.confidences:
        made.append(
            _said(
                "The confidence of a claim is the share of claims with the same verdicts that "
                "turned out true of all that their authors had published, counted on papers whose "
                "claims people had labelled; it is not the chance that the claim is true of the "
                "world"
            )
        )
    scored = [s for s in known.review.scores if s.score is not None]
    if scored:
        made.append(
            _said(
                f"{count(len(scored), 'reviewer')}, each a published rubric of its own, score the "
                "whole from 0 to 10, and their mean is the score"
            )
        )
    return tuple(made)


def limitations(known: Evidence) -> Section:
    """What the cautions, the gaps and the method itself take away from the results."""
    made = (_gaps(known), _cautions(known), _method(known))
    return Section(id="limitations", title="Limitations", paragraphs=tuple(p for p in made if p))


def _gaps(known: Evidence) -> tuple[Statement, ...]:
    made = []
    if known.silent:
        made.append(
            _said(
                f"The question asks about {series([f'“{p}”' for p in known.silent])}, of which no "
                "claim that was read speaks: on this, nothing is answered",
                works=(p.work.key for p in known.read),
            )
        )
    for failure in known.dossier.search.failures if known.dossier.search else ():
        alone = f"works that {index(failure.index)} alone holds may be missing"
        made.append(_said(f"{failure.says}; {alone}"))
    unread = [p.work for p in known.dossier.papers if p.report is None]
    if unread:
        named = series([f"“{w.title}”" for w in unread[:3]])
        more = f" and {number(len(unread) - 3)} more" if len(unread) > 3 else ""
        made.append(_said(f"{count(len(unread), 'work')} could not be read: {named}{more}"))
    return tuple(made)


def _cautions(known: Evidence) -> tuple[Statement, ...]:
    """The cautions of the statements that bear on the question, most frequent first."""
    refs: dict[str, list[str]] = {}
    for point in known.bearing:
        for part in point.parts:
            for code in part.cautions:
                refs.setdefault(code, []).append(part.ref)
    made = []
    for code, own in sorted(refs.items(), key=lambda item: -len(item[1]))[:6]:
        if code not in THOUGH:
            continue
        says = f"{count(len(own), 'claim')} {'carries' if len(own) == 1 else 'carry'} a caution: "
        papers = dict.fromkeys(r.rpartition("#")[0] for r in own)
        made.append(_said(says + THOUGH[code], claims=own, works=papers))
    return tuple(made)


def _method(known: Evidence) -> tuple[Statement, ...]:
    alone = [
        p.work.key
        for p in known.read
        if p.report and not {"released", "rerun"} & {w.witness for w in p.report.witnesses}
    ]
    made = []
    if alone:
        has, own = ("has", "its") if len(alone) == 1 else ("have", "their")
        made.append(
            _said(
                f"{count(len(alone), 'paper')} {has} no other witness than {own} own tables, "
                "which show that a paper agrees with itself and not that it is right",
                works=alone,
            )
        )
    made += [
        _said(
            "Counting comparisons weighs a small gain like a large one and says nothing of how "
            "likely a new one is to end the same way"
        ),
        _said(
            "This text was put together by a program from the records beside it; claims that its "
            "rules did not find are not in it, and figures in images are not read"
        ),
    ]
    return tuple(made)


def _asked(known: Evidence) -> str:
    return " ".join(known.dossier.question.split())


def _said(text: str, claims: Iterable[str] = (), works: Iterable[str] = ()) -> Statement:
    return Statement(
        text=sentence(text), claims=tuple(dict.fromkeys(claims)), works=tuple(dict.fromkeys(works))
    )
