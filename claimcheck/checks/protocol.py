"""Do the two sides of a comparison differ in anything else than what the claim names?"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.checks.pairing import contrasts, label
from claimcheck.record import Claim, Finding, Measurement


def check_protocol(claim: Claim, measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """Every recorded setting, and the seed, that the two sides do not share."""
    settings: dict[str, dict[str, list[str]]] = {}
    seeds: dict[str, list[int]] = {}
    for p in contrasts(claim, measurements):
        differing = {
            key: [p.subject.protocol[key], p.reference.protocol[key]]
            for key in p.subject.protocol.keys() & p.reference.protocol.keys()
            if p.subject.protocol[key] != p.reference.protocol[key]
        }
        if differing:
            settings[label(p.subject)] = dict(sorted(differing.items()))
        if (
            p.subject.seed is not None
            and p.reference.seed is not None
            and p.subject.seed != p.reference.seed
        ):
            seeds[label(p.subject)] = [p.subject.seed, p.reference.seed]
    findings: list[Finding] = []
    if settings:
        findings.append(
            Finding(
                check="protocol",
                says="; ".join(
                    f"{name}: {key.replace('_', ' ')} {own} against {other}"
                    for name, keys in settings.items()
                    for key, (own, other) in keys.items()
                ),
                passed=False,
                statistics=settings,
                caution="unequal-protocol",
            )
        )
    if seeds:
        findings.append(_seeds(seeds))
    return tuple(findings)


def _seeds(seeds: dict[str, list[int]]) -> Finding:
    pairs = sorted({(own, other) for own, other in seeds.values()})
    said = "; ".join(f"seed {own} is compared with seed {other}" for own, other in pairs)
    return Finding(check="seed", says=said, passed=False, statistics=seeds, caution="unequal-seed")
