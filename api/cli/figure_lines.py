"""A figure in two or three lines of a terminal."""

from collections.abc import Iterator

from api.figure_view import FigureView
from api.schemas import FigureItem


def lines(item: FigureItem) -> Iterator[str]:
    """What it says and of what, the words that prove it, and what is doubtful about it."""
    view = FigureView.of(item, "vi", query="")
    sign = "✗ " if view.mark else ""
    yield f"{item.figure_id}  {sign}{view.amount} {view.name} · {' · '.join(view.facts)}"
    quote = " ".join(item.citation.quote.split())
    yield f"    “{quote}” ({item.citation.source})"
    if view.rivals:
        yield f"    ? cũng hợp với · also fits: {'; '.join(view.rivals)}"
    if view.mark:
        yield f"    ✗ đánh dấu sai · marked wrong {view.mark.date}: {view.mark.note}"
