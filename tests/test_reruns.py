"""Do old and new records of runs show their curves alike?"""

from typing import Any

import pytest

from claimcheck.record import RunRecord
from claimcheck.reruns import shown

MOMENTS = [
    {"step": 0, "loss": 1.0, "effective_rank": 9.123456, "feature_sd": 0.5, "terms": {"a": 1.0}},
    {"step": 9, "loss": 0.5, "effective_rank": 8.0, "feature_sd": 0.4, "terms": {"a": 0.5}},
]
SEEN = {
    "loss": ((0, 1.0), (9, 0.5)),
    "effective_rank": ((0, 9.1235), (9, 8.0)),
    "feature_sd": ((0, 0.5), (9, 0.4)),
}
FINE = ((0, 1.1), (4, 0.8), (9, 0.6))
CASES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("an old record's moments become curves", {"moments": MOMENTS}, {}, SEEN),
    ("a new record's own curve comes first", {"moments": MOMENTS}, {"loss": FINE}, {**SEEN, "loss": FINE}),
    ("what was never trained has none", {"moments": []}, {}, {}),
    ("a model that was built has none", {}, {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "config", "own", "curves"), CASES, ids=[c[0] for c in CASES])
def test_a_report_keeps_the_curves_of_a_run(
    what: str, config: dict[str, Any], own: dict[str, Any], curves: dict[str, Any]
) -> None:
    run = RunRecord(id="cpu/ld/seed-0", arm="ld", seed=0, scale="cpu", config=config, curves=own)
    kept = shown(run)
    assert kept.curves == curves
    assert kept.config == {}
    assert RunRecord.model_validate_json(kept.model_dump_json()) == kept
