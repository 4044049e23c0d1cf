"""`tuphap demo`: the sample reports that ship with the program, taken in and served."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import typer

from api.cli.failures import Exit
from api.cli.options import DataDir, data_dir_of
from api.cli.output import remark
from api.cli.progress import progress_bar
from api.cli.serve import Host, Port
from api.cli.serving import serve_data_dir

if TYPE_CHECKING:
    from api.application import Application


def demo(
    context: typer.Context, host: Host = "127.0.0.1", port: Port = 8000, data_dir: DataDir = None
) -> None:
    """Nạp báo cáo mẫu rồi chạy máy chủ · ingest the sample reports and serve."""
    serve_data_dir(data_dir_of(context, data_dir), host, port, what="tuphap demo", prepare=_ingest_samples)


def _ingest_samples(application: "Application") -> None:
    remark("Đang nạp báo cáo mẫu… · ingesting the sample reports…")
    corpus = files("eval") / "suites" / "sample" / "corpus"
    with as_file(corpus) as folder, progress_bar("Nạp · ingest") as progress:
        summary = application.ingest([folder], prune=False, progress=progress)
    for file in summary.failed:
        remark(f"{file.path}: {file.error}")
    if summary.failed:
        raise typer.Exit(Exit.OUR_FAULT)
    remark(f"{summary.added} mới · new, {summary.unchanged} đã có · already there")
