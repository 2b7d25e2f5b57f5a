"""Does a token say how its tile's mean colour will change?"""

from __future__ import annotations

from torch import Generator, Tensor, nn

from repro.latents import Channels, Latents, Pairs, Part
from repro.objectives.head import head


class ColourChange(nn.Module):
    """Mean over pairs of |head(z_t) - (colour_t+1 - colour_t)|, colours of the normalised clip.

    The study calls it action conditioning (AC); no action enters.
    """

    def __init__(self, channels: Channels, *, reads: Part = "all", hidden: int = 256) -> None:
        super().__init__()
        self.channels, self.reads = channels, reads
        self.head = head(channels.size(reads), hidden, 3)

    def forward(self, latents: Latents, generator: Generator) -> Tensor:
        colours = latents.tiles.colours().flatten(0, 1)  # (B * N, 3)

        def term(pairs: Pairs) -> Tensor:
            change = colours[pairs.rows + pairs.places] - colours[pairs.rows]
            guess: Tensor = self.head(self.channels.take(pairs.now, self.reads))
            return (guess - change).abs().mean()

        return latents.over_pairs(term)
