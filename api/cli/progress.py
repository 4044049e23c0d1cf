"""A progress bar on stderr, only where a person looks at it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.operations import ProgressSink, unheard


@contextmanager
def progress_bar(title: str) -> Iterator[ProgressSink]:
    """A sink that draws a bar while the block runs; one that does nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield unheard
        return
    from rich.console import Console  # only where a bar is drawn: the import costs a tenth of a second
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def sink(done: int, total: int, what: str) -> None:
            shown = what if len(what) <= 40 else f"…{what[-39:]}"
            bar.update(task, completed=done, total=total or None, description=escape(f"{title} {shown}"))

        yield sink
