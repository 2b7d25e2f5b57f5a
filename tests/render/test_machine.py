from __future__ import annotations

import json

from claimcheck.record import Report
from claimcheck.render import RENDERERS


def test_the_schema_comes_first_and_every_field_of_the_report_follows(report: Report) -> None:
    values = json.loads(RENDERERS["json"](report))
    assert next(iter(values.items())) == ("schema", "claimcheck.report/1")
    only_of_a_synthesis = {"given"}
    assert set(values) - {"schema"} == set(Report.model_fields) - only_of_a_synthesis


def test_infinity_becomes_null_which_every_json_reader_takes(report: Report) -> None:
    odd = {"sd": float("inf"), "list": [float("nan"), -float("inf")]}
    first = report.verdicts[0].model_copy(update={"statistics": odd})
    text = RENDERERS["json"](report.model_copy(update={"verdicts": (first,)}))
    values = json.loads(text, parse_constant=lambda name: 1 / 0)
    assert values["verdicts"][0]["statistics"] == {"sd": None, "list": [None, None]}
