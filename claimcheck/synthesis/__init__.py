"""What may be written of what was found, sentence by sentence from records?"""

from claimcheck.synthesis.compose import compose
from claimcheck.synthesis.quantities import align

__all__ = ["align", "compose"]
