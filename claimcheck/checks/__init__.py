"""How far can a predicate's answer be trusted? One family of checks a file."""

from collections.abc import Callable, Sequence

from claimcheck.checks.association import check_association
from claimcheck.checks.coverage import check_coverage
from claimcheck.checks.grim import check_grim
from claimcheck.checks.multiplicity import check_multiplicity
from claimcheck.checks.protocol import check_protocol
from claimcheck.checks.reference import check_reference
from claimcheck.checks.repeats import check_repeats
from claimcheck.checks.sampling import check_sampling
from claimcheck.checks.seeds import check_seeds
from claimcheck.record import Claim, Finding, Measurement

Check = Callable[[Claim, Sequence[Measurement]], Finding | tuple[Finding, ...] | None]

CHECKS: dict[str, Check] = {
    "coverage": check_coverage,
    "sampling": check_sampling,
    "seeds": check_seeds,
    "protocol": check_protocol,
    "reference": check_reference,
    "multiplicity": check_multiplicity,
    "association": check_association,
}
"""Beside each claim: what a careful reader would ask next."""

WITNESS_CHECKS: dict[str, Callable[[Sequence[Measurement]], Finding | None]] = {
    "grim": check_grim,
    "repeats": check_repeats,
}
"""Of a whole witness, whatever is claimed."""
