"""Does it happen again? Trains and probes small Video-JEPA models."""
