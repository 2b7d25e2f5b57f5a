"""What may a language model add, where a reader asks for one?

It proposes claims that the rules missed, and names for claims that they could not bind. Every
proposal has to pass the checks of `extract.proposed` and `checks.proposed` before it counts, so
that a model that errs, or a paper that talks to it, changes nothing. Nothing else of claimcheck
needs this folder, and it is loaded only when it is asked for.
"""

from claimcheck.llm.adviser import Adviser
from claimcheck.llm.endpoint import Endpoint, Manners
from claimcheck.llm.smoother import Smoother

__all__ = ["Adviser", "Endpoint", "Manners", "Smoother"]
