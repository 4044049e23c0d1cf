"""The command line `tuphap`: one module a command, and `main`, which decides exit codes.

Commands import what is heavy only when they need it, so that `tuphap --help` is quick.
"""

import sys
import traceback
from typing import Annotated

import typer

from api import telemetry
from api.cli import ask, demo, figures, index, ingest, reports, search, serve
from api.cli import eval as evaluation
from api.cli.failures import Exit, explain
from api.cli.options import DataDir
from api.cli.output import remark, use_utf8

app = typer.Typer(
    name="tuphap",
    help="Trả lời câu hỏi từ các báo cáo công tác tư pháp · answers from justice reports.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("ingest")(ingest.ingest)
app.command("ask")(ask.ask)
app.command("search")(search.search)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.add_typer(reports.app, name="reports")
app.add_typer(figures.app, name="figures")
app.add_typer(index.app, name="index")
app.add_typer(evaluation.app, name="eval")


@app.callback()
def root(
    data_dir: DataDir = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="In vết lỗi · print the traceback of a bug.")
    ] = False,
) -> None:
    """Options before the command."""
    # Commands read the data dir, `main` the debug flag, from the root's parameters.


def main() -> None:
    """The entry point."""
    telemetry.switch_off()
    use_utf8()
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the outermost door: whatever comes here ends in an exit code
        sys.exit(_end(error))


def _end(error: Exception) -> Exit:
    if (failure := explain(error)) is not None:
        remark(f"Lỗi · error: {failure.message}")
        return failure.exit
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    else:
        first_line = str(error).partition("\n")[0]
        remark(
            f"Lỗi chương trình · bug: {type(error).__name__}: {first_line} "
            "(xem chi tiết · for the traceback: tuphap --debug …)"
        )
    return Exit.OUR_FAULT
