"""Takes up a run that was cut off, if it was of the same questions and the same system."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from eval.errors import RunUnreadableError
from eval.rows import FILE, StoredRow, iter_rows
from eval.summary import Json

_MUST_BE_THE_SAME = ("suite", "questions_sha256", "corpus_sha256", "limits", "system", "program")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many questions a run has asked already: rows are written in the order of the suite."""

    rows: int = 0

    def rows_of(self, folder: Path) -> Iterable[StoredRow]:
        """These rows, read one at a time."""
        return _first(folder, self.rows)


def take_up(folder: Path, config: Mapping[str, Json]) -> Taken:
    """The rows of a run that can be gone on with; a last one that was cut off is removed from its file.

    `config` is that of the run to be. Raises RunUnreadableError when the folder's differs in what counts.
    """
    try:
        kept = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RunUnreadableError(folder, f"no run is kept here ({error})") from error
    expected = json.loads(json.dumps(config, default=list))
    different = [name for name in _MUST_BE_THE_SAME if kept.get(name) != expected.get(name)]
    if different:
        raise RunUnreadableError(folder, f"cannot be gone on with: {', '.join(different)} changed since")
    path = folder / FILE
    whole = sum(1 for _ in iter_rows(path)) if path.exists() else 0
    if path.exists():
        _cut(path, whole)
    return Taken(whole)


def _first(folder: Path, rows: int) -> Iterator[StoredRow]:
    if rows:
        yield from islice(iter_rows(folder), rows)


def _cut(path: Path, rows: int) -> None:
    """Leaves the first `rows` lines, each with its line break."""
    with path.open("rb+") as file:
        end = 0
        for line in islice(file, rows):
            end += len(line)
        file.seek(end)
        file.truncate()
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                file.write(b"\n")
