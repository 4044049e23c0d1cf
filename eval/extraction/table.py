"""Tables of scores, as lines for a terminal and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of words; every column but the first `words` ones holds numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1

    def plain(self) -> str:
        """Columns aligned by blank space."""
        widths = [max(len(line[i]) for line in (self.header, *self.rows)) for i in range(len(self.header))]
        lines = [self._line(line, widths) for line in (self.header, *self.rows)]
        return "\n".join((self.title, *(line.rstrip() for line in lines)))

    def markdown(self) -> str:
        """A Markdown table under a heading."""
        marks = ["---" if i < self.words else "---:" for i in range(len(self.header))]
        lines: list[Sequence[str]] = [self.header, marks, *self.rows]
        body = "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
        return f"### {self.title}\n\n{body}"

    def _line(self, line: Sequence[str], widths: Sequence[int]) -> str:
        cells = (
            cell.ljust(width) if i < self.words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return "  " + "  ".join(cells)
