"""What can go wrong, and what can the reader do about it?

ClaimcheckError
├── SourceError            a reference could not be turned into bytes
│   ├── NotFound           nothing lies there
│   ├── Unreachable        the network or the server did not answer
│   └── Offline            `--offline`, and the cache does not hold it
├── UnsafeInput            the input climbs out of its folder, inflates without end, loops or
│                          nests too deep
├── ParseError             the bytes are not what their format says
├── ClaimsError            a claims file that cannot be read, or an unknown claim id
├── WitnessError           released results that cannot be read
├── ModelError             the endpoint of a language model cannot be asked, or refuses
├── ReproError             a rerun asks for an arm, a scale, a size or an option that cannot be
├── Interrupted            somebody pressed Ctrl-C
└── StoreError             a file cannot be written, or is of another schema
"""


class ClaimcheckError(Exception):
    """An error: `str(error)` is the message, `error.remedy` says what to try next."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class SourceError(ClaimcheckError):
    """A reference could not be turned into bytes."""


class NotFound(SourceError):
    """Nothing lies at the reference."""


class Unreachable(SourceError):
    """The network or the server did not answer, or broke off."""


class Offline(SourceError):
    """The network is switched off and the cache does not hold the document."""


class UnsafeInput(ClaimcheckError):
    """The input would take more time, memory or disk than it may, or reach outside its folder."""


class ParseError(ClaimcheckError):
    """The bytes are not what their format says."""


class ClaimsError(ClaimcheckError):
    """A claims file cannot be read, or a claim id is unknown."""


class WitnessError(ClaimcheckError):
    """Released results cannot be read."""


class ModelError(ClaimcheckError):
    """The endpoint of a language model cannot be asked as it was named, or refuses to answer."""


class ReproError(ClaimcheckError):
    """A rerun asks for an arm, a scale, a size or an option that cannot be."""


class Interrupted(ClaimcheckError):
    """Somebody pressed Ctrl-C while runs were made."""


class StoreError(ClaimcheckError):
    """The cache or an output cannot be written, or a stored file has another schema."""
