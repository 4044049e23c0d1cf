"""`tuphap eval`: measures the assistant, or another, with a suite of questions; compares and reports runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.eval_init import accept, init, template
from api.cli.eval_judge import judge
from api.cli.eval_system import Elsewhere, baselines, load, measured
from api.cli.eval_text import print_json, print_run, remark_missed
from api.cli.failures import Exit, UsageError
from api.cli.options import DataDir, Json, data_dir_of
from api.cli.output import remark, result
from api.cli.progress import progress_bar
from api.schemas import FailedFile
from api.settings import load_settings

if TYPE_CHECKING:  # the evaluation is loaded by its own commands alone
    from eval.report.write import Written
    from eval.suite import Suite

app = typer.Typer(help="Đánh giá · evaluation.", no_args_is_help=True)
app.command("template")(template)
app.command("init")(init)
app.command("accept")(accept)
app.command("judge")(judge)

SuitePath = Annotated[
    Path,
    typer.Argument(
        metavar="SUITE", help="Thư mục bộ câu hỏi hoặc tệp .jsonl · a suite folder or a question file."
    ),
]
RunPath = Annotated[Path, typer.Argument(help="Thư mục kết quả · the folder of a run.")]


@app.command("run")
def run(
    context: typer.Context,
    suite: SuitePath,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Nơi lưu · where runs are kept (<data dir>/eval)."),
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="Hỏi máy chủ đang chạy · ask a running server instead.")
    ] = None,
    openai_url: Annotated[
        str | None,
        typer.Option("--openai-url", metavar="URL", help="Trợ lý khác · any OpenAI-compatible assistant."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="Mô hình ở đó · its model.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="Báo cáo ở nơi khác · reports elsewhere.")
    ] = None,
    with_baselines: Annotated[
        bool, typer.Option("--baselines", help="Đo cả mốc so sánh · measure the baselines too.")
    ] = False,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="RUN", help="Chạy tiếp · go on with a run cut off.")
    ] = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Chạy một bộ câu hỏi · run a suite; a missed floor ends with exit code 4."""
    from eval.errors import RunUnreadableError, SystemUnavailableError
    from eval.report.write import write_reports
    from eval.run import run_suite
    from eval.summary import as_json

    elsewhere = Elsewhere(url=url, openai_url=openai_url, model=model).checked()
    settings = load_settings(data_dir_of(context, data_dir))
    runs = output or settings.data_dir / "eval"
    loaded = load(suite, corpus, runs / "texts")
    refused: list[FailedFile] = []
    with progress_bar("Đánh giá · eval") as sink:
        system = measured(settings, elsewhere, lambda done, total: sink(done, total, ""), refused.append)
        try:
            finished = run_suite(
                loaded,
                system.factory,
                runs,
                lambda done, total: sink(done, total, loaded.name),
                about=system.about,
                baselines=baselines(settings) if with_baselines else None,
                resume=resume,
                memory=system.memory,
            )
        except SystemUnavailableError as error:
            hint = f"Kiểm tra · check {error.address.rstrip('/')}/health/ready"
            raise UsageError(f"Không hỏi được máy chủ · cannot ask the server {error}\n{hint}") from error
        except RunUnreadableError as error:
            raise UsageError(str(error)) from error
        written = write_reports(finished.path)
    if json:
        print_json({"path": str(finished.path), **as_json(finished.summary)})
    else:
        print_run(written)
    _end(written, loaded, refused)


@app.command("report")
def report(
    run: RunPath,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="RUN_A", help="So với lần chạy này · say what changed since."),
    ] = None,
) -> None:
    """Làm lại báo cáo của một lần chạy · make the reports of a run again."""
    from eval.compare import compare_runs
    from eval.comparison_text import as_markdown
    from eval.errors import RunUnreadableError
    from eval.report.write import JUNIT, MARKDOWN, PAGE, write_reports

    try:
        compared = None if against is None else as_markdown(compare_runs(against, run))
        write_reports(run, compared=compared)
    except RunUnreadableError as error:
        raise UsageError(str(error)) from error
    for name in (PAGE, MARKDOWN, JUNIT):
        result(str(run / name))


def _end(written: "Written", suite: "Suite", refused: Sequence[FailedFile]) -> None:
    summary = written.run.summary
    for notice in suite.notices:
        remark(notice)
    for problem in suite.refused:
        remark(f"Bỏ qua câu hỏi · question left out: {problem}")
    for file in refused:
        remark(f"Không nạp được · not taken in: {file.path}: {file.error}")
    for row, error in summary.failed.items():
        remark(f"Không hỏi được · asking failed: {row}: {error}")
    remark_missed(written)
    if summary.missed:
        raise typer.Exit(Exit.CHECK_FAILED)
    if refused or suite.refused or summary.failed:
        raise typer.Exit(Exit.INPUT_REFUSED)


@app.command("compare")
def compare(
    run_a: RunPath,
    run_b: RunPath,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar="FILE", help="Ghi cả Markdown · write Markdown to a file too."),
    ] = None,
    json: Json = False,
) -> None:
    """So hai lần chạy · compare two runs, question by question."""
    from eval.compare import as_json, compare_runs
    from eval.comparison_text import as_markdown, as_text
    from eval.errors import RunUnreadableError

    try:
        comparison = compare_runs(run_a, run_b)
    except RunUnreadableError as error:
        raise UsageError(str(error)) from error
    if markdown is not None:
        markdown.write_text(as_markdown(comparison), encoding="utf-8")
    if json:
        print_json(as_json(comparison))
    else:
        result(as_text(comparison))
