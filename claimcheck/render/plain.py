"""Which characters of a field may reach a reader's screen?

Papers and result files are written by others. A terminal obeys escape sequences, and bidirectional
overrides make a line read otherwise than it is; neither belongs to any claim, so they are dropped
wherever a field is shown.
"""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text without control characters, direction overrides and others that only act."""
    return _UNSEEN.sub("", text)


def line(text: str) -> str:
    """The visible text on one line, runs of white space folded to one space."""
    return _SPACE.sub(" ", visible(_SPACE.sub(" ", text))).strip()
