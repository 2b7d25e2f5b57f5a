"""How sure can a reader be that a claim holds?

The number is the probability that the claim is true of everything its authors published, tables and
released results alike, as labelled claims with the same verdicts turned out. It is a frequency and
no similarity: near 1 where the results bear the claim out, near 0 where they contradict it, and the
share of all labelled claims that hold where nothing decides. Reruns take no part in it, since no
reruns are labelled.
"""

from claimcheck.confidence.classes import CLASSES, class_of
from claimcheck.confidence.estimate import confidence, confidences, probability
from claimcheck.confidence.table import Calibration, Counted, Measured, calibration

__all__ = [
    "CLASSES",
    "Calibration",
    "Counted",
    "Measured",
    "calibration",
    "class_of",
    "confidence",
    "confidences",
    "probability",
]
