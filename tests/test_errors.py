"""Is every error a ClaimcheckError with a remedy?"""

import pytest

from claimcheck import errors


@pytest.mark.parametrize("name", [n for n in dir(errors) if isinstance(getattr(errors, n), type)])
def test_every_error_can_say_what_to_do(name: str) -> None:
    error = getattr(errors, name)("went wrong", remedy="do this")
    assert isinstance(error, errors.ClaimcheckError)
    assert (str(error), error.remedy) == ("went wrong", "do this")
    assert name == "ClaimcheckError" or name in (errors.__doc__ or "")
