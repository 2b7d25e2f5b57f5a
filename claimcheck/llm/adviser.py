"""What does a model's advice change, once every part of it has been checked?

A first question that fails is an error, since somebody asked for the model. One that goes
unanswered, or a later one that fails, is told, and the run goes on without the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.checks.proposed import UNCONFIRMED, Names, confirm, is_open, marked
from claimcheck.checks.verdict import put_reading
from claimcheck.errors import ModelError
from claimcheck.extract.proposed import Text
from claimcheck.llm import excerpts, prompts
from claimcheck.llm.answers import Item, SaidClaim, SaidNames, Tally, read
from claimcheck.llm.endpoint import BadAnswer, Endpoint, Silence
from claimcheck.record import Claim, Measurement, Paper, Table, Verdict, Witness
from claimcheck.witnesses.align import Alignment

MOST_PARTS = 24
"""Questions about the text of one paper."""
MOST_BATCHES = 12
"""Questions about the names that its claims leave open."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Results:
    """The results that claims are put to, with the names that they go by."""

    own: Sequence[Measurement]
    tables: Sequence[Table]
    alignment: Alignment | None
    names: Mapping[str, Sequence[str]]


@dataclass
class Adviser:
    """A language model that may be asked, until it falls silent."""

    endpoint: Endpoint
    heard: bool = False
    """Whether it has answered once."""
    silent: bool = False

    @property
    def model(self) -> str:
        return self.endpoint.model

    def claims(
        self, paper: Paper, known: Sequence[Claim], *, talk: Say, progress: Say
    ) -> tuple[Claim, ...]:
        """Claims that the paper makes and the rules have not found, marked with the model's
        name."""
        if paper.format == "synthesis":
            return ()
        text, tally = Text.of(paper), Tally()
        parts = list(excerpts.parts(text.passages))
        if len(parts) > MOST_PARTS:
            talk(f"{self.model} is asked about {MOST_PARTS} of the text's {len(parts)} parts")
        tables = excerpts.grids(paper.tables)
        made: list[Claim] = []
        for i, part in enumerate(parts[:MOST_PARTS], 1):
            progress(f"asking {self.model} for claims, {i} of {min(len(parts), MOST_PARTS)}")
            question = framed(
                prompts.CLAIMS,
                {"TABLES": tables, "KNOWN": excerpts.known(known, part), "TEXT": part},
            )
            for said in self.asked(question, "claims", SaidClaim, tally, talk=talk, say=progress):
                name = _unused(f"proposed-{len(made) + 1}", (*known, *made))
                told = text.confirm(said.proposal, (*known, *made), name=name, model=self.model)
                if isinstance(told, str):
                    tally.fail(told)
                else:
                    made.append(told)
        tell(talk, tally.told(self.model, "claim"))
        return tuple(made)

    def reread(
        self,
        claims: Sequence[Claim],
        verdicts: Sequence[Verdict],
        *,
        own: Sequence[Measurement],
        tables: Sequence[Table],
        alignment: Alignment | None,
        names: Mapping[str, Sequence[str]],
        talk: Say,
        progress: Say,
    ) -> tuple[Verdict, ...]:
        """The verdicts, with those in it that names of the model's choice have decided."""
        results = Results(own, tables, alignment, names)
        by_id = {c.id: c for c in claims}
        before = {(v.claim, v.witness): v for v in verdicts}
        asked = {
            v.claim: by_id[v.claim]
            for v in verdicts
            if v.witness == "paper" and v.claim in by_id and is_open(by_id[v.claim], v)
        }
        tally = Tally()
        proposals = self._names(asked, before, results, tally, talk=talk, progress=progress)
        after: dict[tuple[str, Witness], Verdict] = {}
        for name, proposal in proposals.items():
            mine = {w: v for (c, w), v in before.items() if c == name}
            for verdict in self._confirmed(asked[name], proposal, mine, results, tally):
                after[name, verdict.witness] = verdict
        tell(talk, tally.told(self.model, "binding"))
        return tuple(after.get((v.claim, v.witness), v) for v in verdicts)

    def _names(
        self,
        asked: Mapping[str, Claim],
        verdicts: Mapping[tuple[str, Witness], Verdict],
        results: Results,
        tally: Tally,
        *,
        talk: Say,
        progress: Say,
    ) -> dict[str, Names]:
        """The first proposal for each claim."""
        found: dict[str, Names] = {}
        every = list(asked)
        batches = [every[i : i + excerpts.CLAIMS] for i in range(0, len(every), excerpts.CLAIMS)]
        axes, grids = excerpts.axes(results.own), excerpts.grids(results.tables)
        for i, batch in enumerate(batches[:MOST_BATCHES], 1):
            progress(f"asking {self.model} for names, {i} of {min(len(batches), MOST_BATCHES)}")
            rows = "\n".join(excerpts.asked(asked[c], verdicts[c, "paper"]) for c in batch)
            question = framed(prompts.NAMES, {"NAMES": axes, "TABLES": grids, "CLAIMS": rows})
            for said in self.asked(question, "bindings", SaidNames, tally, talk=talk, say=progress):
                if said.claim not in batch or said.claim in found:
                    tally.fail("names for no claim that was asked about")
                else:
                    found[said.claim] = said.proposal
        return found

    def _confirmed(
        self,
        claim: Claim,
        proposal: Names,
        verdicts: Mapping[Witness, Verdict],
        results: Results,
        tally: Tally,
    ) -> Iterable[Verdict]:
        """The verdicts of one claim that a proposal changes."""
        told = confirm(
            claim, verdicts["paper"], proposal, results.own, model=self.model, names=results.names
        )
        if isinstance(told, str):
            tally.fail(told)
            return
        verdict, reading = told
        yield verdict
        if verdict.reason == UNCONFIRMED:
            tally.fail("names that the numbers do not confirm")
        released = verdicts.get("released")
        if reading and results.alignment and released and released.outcome == "undecided":
            worlds = results.alignment.worlds or (results.alignment.relabelled,)
            again = put_reading(claim, "released", worlds, reading)
            if again.outcome == "supported":
                yield marked(again, self.model)

    def asked(
        self,
        question: str,
        key: str,
        form: type[Item],
        tally: Tally,
        *,
        talk: Say,
        say: Say,
        rules: str = prompts.RULES,
    ) -> list[Item]:
        """The proposals of one answer; none once the model has fallen silent."""
        if self.silent:
            return []
        try:
            answer = self.endpoint.ask(rules, question, say=say)
        except BadAnswer as error:
            self.heard = True
            tally.proposed += 1
            tally.fail(str(error))
            return []
        except (Silence, ModelError) as error:
            if isinstance(error, ModelError) and not self.heard:
                raise
            self.silent = True
            talk(f"{error}; going on without the language model")
            return []
        self.heard = True
        return read(answer, key, form, tally)


def framed(task: str, material: Mapping[str, str]) -> str:
    """The task, then each piece of material between its own two lines."""
    pieces = [f"BEGIN {name}\n{text}\nEND {name}" for name, text in material.items() if text]
    return "\n\n".join((task, *pieces))


def _unused(name: str, claims: Iterable[Claim]) -> str:
    taken = {c.id for c in claims}
    while name in taken:
        name += "x"
    return name


def tell(talk: Say, message: str) -> None:
    """Says a message where there is one."""
    if message:
        talk(message)
