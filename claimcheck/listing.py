"""Which reports lie in a folder, and the page that lists them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from claimcheck import reports, store
from claimcheck.errors import StoreError
from claimcheck.render.listing import Entry, listing

FIELDS = ("paper", "title", "created", "witnesses", "claims", "summary")
"""What the list asks of a report; its evidence may be large and stays unread."""


def refresh(folder: Path, *, talk: Callable[[str], None]) -> Path:
    """Writes `index.html` over the `report.json` of each folder in `folder`; one that cannot be
    read is left out and told. Raises StoreError where the disk refuses."""
    path = folder / "index.html"
    store.write(path, listing(_entries(folder, talk)))
    return path


def _entries(folder: Path, talk: Callable[[str], None]) -> Iterator[Entry]:
    for file in sorted(folder.glob(f"*/{reports.FILE}")):
        try:
            yield Entry(reports.read(file, fields=FIELDS), _href(file.parent))
        except StoreError as error:
            talk(f"{file} is left out of the list of reports: {error}")


def _href(folder: Path) -> str:
    """To the page where there is one, else to the data; `./` keeps a name from being a scheme."""
    page = "index.html" if (folder / "index.html").is_file() else reports.FILE
    return f"./{quote(folder.name, safe='')}/{page}"
