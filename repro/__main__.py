"""`python -m repro`."""

from repro.cli import main

if __name__ == "__main__":  # a worker that is spawned imports this file too
    main()
