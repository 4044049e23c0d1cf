"""Makes everything that is read of a run, into its folder: `report.html`, `summary.md`, `junit.xml`."""

from dataclasses import dataclass
from pathlib import Path

from eval.report.gathered import Gathered, gather
from eval.report.junit import write_junit
from eval.report.kept import KeptRun, read_run
from eval.report.markdown import render_markdown
from eval.report.page import render_page
from eval.rows import iter_rows

PAGE = "report.html"
MARKDOWN = "summary.md"
JUNIT = "junit.xml"


@dataclass(frozen=True, slots=True)
class Written:
    """The run as it was read back, and what was gathered of its rows."""

    run: KeptRun
    gathered: Gathered


def write_reports(folder: Path, *, compared: str | None = None) -> Written:
    """Reads the run and writes its reports anew; the rows are read a few times, never held.

    `compared` is Markdown of a comparison with another run, for the end of `summary.md`. Raises
    RunUnreadableError.
    """
    run = read_run(folder)
    gathered = gather(iter_rows(folder), run.summary.missed)
    (folder / PAGE).write_text(render_page(run, gathered), encoding="utf-8")
    (folder / MARKDOWN).write_text(render_markdown(run, gathered, compared), encoding="utf-8")
    write_junit(folder / JUNIT, run, gathered, iter_rows(folder))
    return Written(run, gathered)
