from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimcheck.render.figures import LENGTH, Node, flat, nodes

TEXTS: list[tuple[str, Any, str]] = [
    ("p", 0.73, "0.73"),
    ("p", 0.0161, "0.016"),
    ("p_value", 0.0004, "0.0004"),
    ("p", 4.1e-11, "4e-11"),
    ("p", 0.000019, "2e-5"),
    ("holm_p", 1.0, "1"),
    ("p", 0.0, "≈ 0"),
    ("p", 5e-324, "5e-324"),
    ("pp", 0.00001234, "1.234e-5"),
    ("z", -12.6789, "−12.68"),
    ("z", 6.0, "6"),
    ("n", 5000, "5000"),
    ("n", 1234567.0, "1234567"),
    ("gap", "8.40", "8.40"),
    ("gap", Decimal("-8.40"), "−8.40"),
    ("ci", [-2.0, 1.4], "−2 to 1.4"),
    ("interval", {"low": 1.1, "high": float("inf")}, "1.1 to ∞"),
    ("interval", {"upper": 2, "lower": 1}, "1 to 2"),
    ("counts", [1, 2], "1, 2"),
    ("sd", float("nan"), "not a number"),
    ("equal", True, "yes"),
    ("test", None, "none"),
    ("names", [], "none"),
]


@pytest.mark.parametrize(("name", "value", "text"), TEXTS)
def test_a_statistic_is_written_for_reading(name: str, value: object, text: str) -> None:
    assert [node.text for node in nodes({name: value})] == [text]


NAMES = [("holm_p", "p after Holm's correction"), ("own_method", "own_method"), ("a b/c", "a b/c")]


@pytest.mark.parametrize(("key", "name"), NAMES)
def test_names_of_methods_stay_as_they_are(key: str, name: str) -> None:
    assert nodes({key: 1}) == (Node(name, "1"),)


def test_all_below_a_p_value_are_p_values() -> None:
    assert flat(nodes({"holm_p": {"a": 9.1e-10}})) == [("p after Holm's correction", "a: 9e-10")]


def test_statistics_nest_as_they_were_given() -> None:
    given = {"seeds": {"gap": 2.1, "runs": [{"seed": 1}, {"seed": 2}]}, "n": 40}
    assert flat(nodes(given)) == [
        ("seeds", "gap: 2.1"),
        ("seeds / runs / 1", "seed: 1"),
        ("seeds / runs / 2", "seed: 2"),
        ("n (test items)", "40"),
    ]


def test_what_nests_too_deep_is_still_written() -> None:
    deep: dict[str, Any] = {"leaf": 3}
    for _ in range(20):
        deep = {"a": deep}
    assert flat(nodes(deep))[0][1].endswith("leaf: 3")


def test_a_long_list_says_how_much_is_left_out() -> None:
    found = flat(nodes({"rows": [{"x": i} for i in range(LENGTH + 5)]}))
    assert len(found) == LENGTH + 1
    assert found[0] == ("rows", "…: 5 more in the JSON report")
