"""`tuphap ingest PATH...`: takes files and folders in."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import operations
from api.cli.failures import Exit
from api.cli.options import DataDir, Json, data_dir_of
from api.cli.output import remark, result
from api.cli.progress import progress_bar
from api.schemas import IngestSummary


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", exists=True, help="Tệp, thư mục · files, folders.")
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="Xóa báo cáo mà tệp không còn · drop reports whose file is gone.")
    ] = False,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Nạp báo cáo · take reports in."""
    absolute = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - `..` goes, links stay
    with (
        operations(data_dir_of(context, data_dir), "tuphap ingest", create=True) as work,
        progress_bar("Nạp · ingest") as progress,
    ):
        summary = work.ingest(absolute, prune=prune, progress=progress)
    if json:
        result(summary.model_dump_json(exclude={"skipped", "notices"}))
    else:
        _print(summary)
        for notice in summary.notices:
            remark(f"! {notice}")
        if summary.skipped:
            remark(f"Bỏ qua {len(summary.skipped)} tệp khác loại · skipped: {', '.join(summary.skipped)}")
    for file in summary.failed:
        remark(f"{file.path}: {file.error}")
    if summary.failed:
        raise typer.Exit(Exit.INPUT_REFUSED)


def _print(summary: IngestSummary) -> None:
    result(
        f"Thêm · added {summary.added}, cập nhật · updated {summary.updated}, "
        f"không đổi · unchanged {summary.unchanged}, trùng · duplicate {summary.duplicate}, "
        f"xóa · removed {summary.removed}, lỗi · failed {len(summary.failed)}"
    )
    result(
        f"Đoạn · passages {summary.passages}, số liệu · figures {summary.figures} ({summary.elapsed_s:.1f} s)"
    )
