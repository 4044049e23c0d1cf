"""Options that several commands share, and the data dir given before or after the command."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="Thư mục dữ liệu · data folder (TUPHAP_DATA_DIR)."),
]
Json = Annotated[bool, typer.Option("--json", help="Chỉ in JSON · print JSON alone.")]
Provinces = Annotated[
    list[str] | None, typer.Option("--province", metavar="P", help="Chỉ tỉnh này · only this province.")
]
Years = Annotated[list[int] | None, typer.Option("--year", metavar="Y", help="Chỉ năm này · only this year.")]
BatchIn = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="IN.jsonl",
        help="Mỗi dòng một câu hỏi · a question a line.",
        exists=True,
        dir_okay=False,
    ),
]
BatchOut = Annotated[
    Path | None,
    typer.Option("--output", metavar="OUT.jsonl", help="Tệp kết quả của --batch · where its results go."),
]


def data_dir_of(context: typer.Context, given: Path | None) -> Path | None:
    """The data dir given after the command, else before it, else None (the settings decide)."""
    before = context.find_root().params.get("data_dir")
    return given or (before if isinstance(before, Path) else None)
