"""Options that several commands share, and the data dir given before or after the command."""

from pathlib import Path
from typing import Annotated

import typer

from vectorstore.schema import FigureKind

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="Thư mục dữ liệu · data folder (TUPHAP_DATA_DIR)."),
]
Json = Annotated[bool, typer.Option("--json", help="Chỉ in JSON · print JSON alone.")]
Provinces = Annotated[
    list[str] | None, typer.Option("--province", metavar="P", help="Chỉ tỉnh này · only this province.")
]
Years = Annotated[list[int] | None, typer.Option("--year", metavar="Y", help="Chỉ năm này · only this year.")]
Indicators = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="I", help="Mã hoặc tên chỉ tiêu · an indicator's id or name."),
]
Periods = Annotated[
    list[str] | None, typer.Option("--period", metavar="K", help="Kỳ: 2023, 2023-H1… · a period.")
]
Kinds = Annotated[list[FigureKind] | None, typer.Option("--kind", help="Loại số liệu · the kind.")]
Ambiguous = Annotated[
    bool | None,
    typer.Option("--ambiguous/--unambiguous", help="Hợp với nhiều chỉ tiêu · fitting several indicators."),
]
Marked = Annotated[
    bool | None, typer.Option("--marked/--unmarked", help="Bị đánh dấu sai, hay không · marked wrong.")
]
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
