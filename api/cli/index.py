"""`tuphap index stats|verify|rebuild`."""

from typing import Annotated

import typer

from api.cli.connection import operations
from api.cli.failures import Exit, UsageError
from api.cli.options import DataDir, Json, data_dir_of
from api.cli.output import result, result_json
from api.cli.progress import progress_bar
from api.schemas import DriftItem, IndexCheck, RebuildStep

app = typer.Typer(help="Chỉ mục · the index.", no_args_is_help=True)


@app.command()
def stats(context: typer.Context, json: Json = False, data_dir: DataDir = None) -> None:
    """Đang giữ bao nhiêu · how much is held."""
    with operations(data_dir_of(context, data_dir), "tuphap index") as work:
        summary = work.stats()
    if json:
        result_json(summary)
        return
    result(f"Thư mục · path: {summary.path} ({summary.bytes_on_disk / 1_000_000:.1f} MB)")
    result(
        f"Báo cáo · reports: {summary.reports}; đoạn · passages: {summary.passages}; "
        f"số liệu · figures: {summary.figures}"
    )
    result(f"Nơi · provinces: {', '.join(summary.provinces) or '–'}")
    result(f"Mô hình · model: {summary.model or '–'}")


@app.command()
def verify(context: typer.Context, json: Json = False, data_dir: DataDir = None) -> None:
    """Kiểm tra · check the stores against the catalog."""
    with operations(data_dir_of(context, data_dir), "tuphap index") as work:
        check = work.verify()
    if json:
        result_json(check)
    elif check.clean:
        result(f"Khớp · clean: {check.reports} báo cáo · reports, {check.passages} đoạn · passages")
    else:
        result(f"Lệch · drift; sửa bằng · repair with: {_repair(check)}")
        _print_drift("Chroma", check.dense)
        _print_drift("BM25", check.lexical)
        result(f"Đoạn thiếu vectơ · passages without a vector: {len(check.without_vector)}")
        result(
            "Đoạn thiếu vectơ câu · passages without vectors of their sentences: "
            f"{len(check.without_sentences)}"
        )
        result(f"Vectơ câu thừa · sentence vectors of texts that are gone: {len(check.surplus_sentences)}")
        result(f"Việc dở dang · pending operations: {check.pending}")
    if not json:
        for old in check.outdated:
            result(f"{old.reports} báo cáo đọc theo quy tắc cũ · reports read by older rules: {old.command}")
    if not check.clean or check.outdated:
        raise typer.Exit(Exit.CHECK_FAILED)


@app.command()
def rebuild(
    context: typer.Context,
    passages: Annotated[bool, typer.Option("--passages", help="Tách lại đoạn · split again.")] = False,
    figures: Annotated[bool, typer.Option("--figures", help="Đọc lại số liệu · read figures again.")] = False,
    embeddings: Annotated[bool, typer.Option("--embeddings", help="Nhúng lại · embed again.")] = False,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Dựng lại từ danh mục · redo from the catalog; alone: Chroma and BM25, nothing embedded."""
    chosen: dict[RebuildStep, bool] = {"passages": passages, "figures": figures, "embeddings": embeddings}
    steps = [step for step, wanted in chosen.items() if wanted] or ["indexes"]
    if len(steps) > 1:
        raise UsageError("mỗi lần một bước · one of --passages, --figures, --embeddings at a time")
    with (
        operations(data_dir_of(context, data_dir), "tuphap index") as work,
        progress_bar("Dựng lại · rebuild") as progress,
    ):
        summary = work.rebuild(steps[0], progress)
    if json:
        result_json(summary)
        return
    result(
        f"Xong · done: {summary.reports} báo cáo · reports, {summary.passages} đoạn · passages, "
        f"{summary.figures} số liệu · figures ({summary.elapsed_s:.1f} s)"
    )


def _repair(check: IndexCheck) -> str:
    """The command that mends all of it: only embedding makes vectors that the catalog lacks."""
    embed = check.without_vector or check.without_sentences
    return "tuphap index rebuild --embeddings" if embed else "tuphap index rebuild"


def _print_drift(store: str, drift: DriftItem) -> None:
    if drift.unreadable:
        result(f"{store}: không đọc được · unreadable: {drift.unreadable}")
    elif drift.missing or drift.surplus:
        result(f"{store}: thiếu · missing {len(drift.missing)}, thừa · surplus {len(drift.surplus)}")
