"""`tuphap eval run|compare`: measures the assistant, or a server, with a suite of questions."""

import json as json_text
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.failures import Exit, UsageError
from api.cli.options import DataDir, Json, data_dir_of
from api.cli.output import remark, result
from api.cli.progress import progress_bar
from api.schemas import FailedFile
from api.settings import Settings, load_settings

if TYPE_CHECKING:  # the evaluation is loaded by its own commands alone
    from eval.compare import Comparison
    from eval.run import Row, RunResult
    from eval.suite import Suite
    from eval.system import System

app = typer.Typer(help="Đánh giá · evaluation.", no_args_is_help=True)

_HEADLINE = ("right", "status", "value", "number", "quoted", "citation", "wrong_number", "latency_p50_ms")
_PIPE_WIDTH = 160

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
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="Báo cáo ở nơi khác · reports elsewhere.")
    ] = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Chạy một bộ câu hỏi · run a suite; a missed floor ends with exit code 4."""
    from eval.errors import SystemUnavailableError
    from eval.run import run_suite
    from eval.summary import as_json

    settings = load_settings(data_dir_of(context, data_dir))
    loaded = _load(suite, corpus)
    refused: list[FailedFile] = []
    with progress_bar("Đánh giá · eval") as sink:
        factory, about = _system(settings, url, lambda done, total: sink(done, total, ""), refused.append)
        try:
            finished = run_suite(
                loaded,
                factory,
                output or settings.data_dir / "eval",
                lambda done, total: sink(done, total, loaded.name),
                about=about,
            )
        except SystemUnavailableError as error:
            raise UsageError(f"Không hỏi được máy chủ · cannot ask the server {error}") from error
    if json:
        _print_json({"path": str(finished.path), **as_json(finished.summary)})
    else:
        _print_run(finished)
    _end(finished, refused)


@app.command("compare")
def compare(run_a: RunPath, run_b: RunPath, json: Json = False) -> None:
    """So hai lần chạy · compare two runs, question by question."""
    from eval.compare import as_json, compare_runs
    from eval.errors import RunUnreadableError

    try:
        comparison = compare_runs(run_a, run_b)
    except RunUnreadableError as error:
        raise UsageError(str(error)) from error
    if json:
        _print_json(as_json(comparison))
    else:
        _print_comparison(comparison)


def _load(path: Path, corpus: Path | None) -> "Suite":
    from eval.adapters.reports_questions import load_reports_questions
    from eval.errors import SuiteError
    from eval.suite import load_suite

    try:
        return (
            load_suite(path, corpus=corpus) if path.is_dir() else load_reports_questions(path, corpus=corpus)
        )
    except SuiteError as error:
        raise UsageError(f"Bộ câu hỏi hỏng · the suite cannot be used:\n{error}") from error


def _system(
    settings: Settings,
    url: str | None,
    progress: Callable[[int, int], None],
    refused: Callable[[FailedFile], None],
) -> tuple[Callable[[Path], AbstractContextManager["System"]], Mapping[str, str]]:
    if url is not None:
        from eval.adapters.server import server_factory

        return server_factory(url), {"kind": "server", "url": url}
    from api.evaluated import BuiltInFactory

    about = {
        "kind": "built-in",
        "embedding_model": settings.embedding_model,
        "language_model": settings.llm_model or "",
    }
    factory = BuiltInFactory(settings, progress=lambda done, total, _: progress(done, total), refused=refused)
    return factory, about


def _end(finished: "RunResult", refused: Sequence[FailedFile]) -> None:
    summary = finished.summary
    for file in refused:
        remark(f"Không nạp được · not taken in: {file.path}: {file.error}")
    for row, error in summary.failed.items():
        remark(f"Không hỏi được · asking failed: {row}: {error}")
    for checked in summary.missed:
        remark(f"Không đạt · missed: {checked}")
    if summary.missed:
        raise typer.Exit(Exit.CHECK_FAILED)
    if refused or summary.failed:
        raise typer.Exit(Exit.INPUT_REFUSED)


def _print_json(content: Mapping[str, object]) -> None:
    result(json_text.dumps(content, ensure_ascii=False))


def _print_run(finished: "RunResult") -> None:
    from eval.metrics.registry import BY_NAME
    from eval.suite import ALL
    from eval.summary import shown

    kinds = finished.summary.kinds
    headline = [name for name in _HEADLINE if name in kinds[ALL].metrics]
    _print_table(
        finished.summary.suite,
        ("kind", "rows", *headline),
        (
            (
                kind,
                str(of_kind.rows),
                *(shown(n, of_kind.metrics[n].value) if n in of_kind.metrics else "" for n in headline),
            )
            for kind, of_kind in kinds.items()
        ),
    )
    _print_table(
        ALL,
        ("metric", "value", "rows", "better", "what"),
        (
            (name, shown(name, got.value), str(got.rows), BY_NAME[name].better, BY_NAME[name].definition)
            for name, got in kinds[ALL].metrics.items()
        ),
    )
    wrong = [row for row in finished.rows if row.scored.scores.get("right", row.scored.scores["status"]) < 1]
    if wrong:
        result(f"Chưa đúng · not right: {len(wrong)}/{len(finished.rows)}")
    for row in wrong:
        result(_shortfall(row))
    for identifier, metric, reason in finished.summary.unscorable:
        result(f"Không chấm · not scored: {identifier}, {metric}: {reason}")
    result(f"Kết quả · results: {finished.path}")


def _shortfall(row: "Row") -> str:
    scored = row.scored
    expected = scored.question.expected
    misses = [name for name, score in scored.scores.items() if name not in _NO_MISS and score < 1]
    if scored.scores["wrong_number"]:
        misses.append("WRONG NUMBER")
    wanted = "; ".join(f"{value.value} {value.unit}" for value in expected.values) or expected.status.value
    if row.answer is None:
        got = scored.error or ""
    else:
        values = "; ".join(f"{value.value} {value.unit}" for value in row.answer.values)
        got = f"{row.answer.status.value} {values}".strip()
    return (
        f"  {scored.question.id} {scored.question.kind.value}: {scored.question.question}\n"
        f"      {', '.join(misses)} | cần · wanted: {wanted} | được · got: {got}"
    )


_NO_MISS = ("right", "exact", "wrong_number", "extra_values", "evidence_f1", "ndcg_at_10", "recall_at_10")


def _print_comparison(comparison: "Comparison") -> None:
    from eval.summary import shown

    _print_table(
        "B – A",
        ("metric", "pairs", "A", "B", "change"),
        (
            (d.metric, str(d.pairs), shown(d.metric, d.a), shown(d.metric, d.b), f"{d.change:+.3f}")
            for d in comparison.differences
        ),
    )
    for words, identifiers in (
        ("đúng thành sai · right to wrong", comparison.to_wrong),
        ("sai thành đúng · wrong to right", comparison.to_right),
        ("chỉ có ở A · only in A", comparison.only_a),
        ("chỉ có ở B · only in B", comparison.only_b),
        ("khác câu hỏi hoặc kỳ vọng · asked or expected otherwise", comparison.changed),
    ):
        if identifiers:
            result(f"{words} ({len(identifiers)}): {', '.join(identifiers)}")
    result(f"McNemar: p = {comparison.p_value:.4f} ({comparison.pairs} cặp · pairs)")


def _print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 or column in ("better", "what") else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(table)
