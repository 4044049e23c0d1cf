"""`tuphap eval init|accept|template`: a suite of one's own, proposed from reports or written in a sheet."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.failures import Exit, UsageError
from api.cli.output import remark, result
from api.cli.progress import progress_bar

_COUNT = 40


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Thư mục báo cáo · a folder of reports.")],
    output: Annotated[
        Path, typer.Option("--output", metavar="SUITE", help="Bộ câu hỏi mới · the new suite's folder.")
    ],
    count: Annotated[
        int, typer.Option("--count", min=1, metavar="N", help="Số câu hỏi đề xuất · how many proposals.")
    ] = _COUNT,
) -> None:
    """Đề xuất bộ câu hỏi từ báo cáo · propose questions from reports, for a person to review."""
    from eval.proposal.suite_folder import ProposalError, propose_suite

    try:
        with progress_bar("Đọc báo cáo · reading") as sink:
            proposed = propose_suite(folder, output, count, sink)
    except ProposalError as error:
        raise UsageError(str(error)) from error
    for source, reason in proposed.refused.items():
        remark(f"Không đọc được · not read: {source}: {reason}")
    result(
        f"Đề xuất {proposed.proposals} câu hỏi từ {proposed.facts} số liệu của {proposed.reports} báo cáo · "
        f"{proposed.proposals} proposals from {proposed.facts} figures of {proposed.reports} reports"
    )
    result(f"1. Mở và duyệt · open and review: {proposed.review}")
    result(f"2. Nhận câu đã duyệt · take over what is accepted: tuphap eval accept {output}")
    result(f"3. Chạy · run: tuphap eval run {output}")
    if proposed.refused:
        raise typer.Exit(Exit.INPUT_REFUSED)


def accept(
    suite: Annotated[
        Path, typer.Argument(metavar="SUITE", help="Thư mục do init tạo · a folder made by init.")
    ],
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.xlsx", help="Bảng đã duyệt · the reviewed sheet."),
    ] = None,
) -> None:
    """Nhận các câu đã duyệt vào bộ câu hỏi · take the accepted rows over as the suite's questions."""
    from eval.errors import SuiteError
    from eval.proposal.suite_folder import ProposalError, accept_reviewed

    try:
        accepted = accept_reviewed(suite, source)
    except SuiteError as error:
        raise UsageError(f"Bảng câu hỏi không dùng được · the sheet cannot be used:\n{error}") from error
    except ProposalError as error:
        raise UsageError(str(error)) from error
    for notice in accepted.notices:
        remark(notice)
    for problem in accepted.refused:
        remark(f"Bỏ qua · left out: {problem}")
    result(f"{len(accepted.questions)} câu hỏi · questions: tuphap eval run {suite}")
    if accepted.refused:
        raise typer.Exit(Exit.INPUT_REFUSED)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Tệp mẫu mới · the new file.")],
) -> None:
    """Tạo bảng mẫu để ghi câu hỏi của mình · write an empty sheet for one's own questions."""
    from eval.adapters.pairs.template import write_template

    if file.suffix.lower() != ".xlsx":
        raise UsageError(f"{file}: tên tệp phải kết thúc bằng .xlsx · the name must end in .xlsx")
    if file.exists():
        raise UsageError(f"{file}: đã có, không ghi đè · is there already and is not replaced")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_template(file)
    result(f"Đã tạo · made: {file}")
    result(f"Chạy · then run: tuphap eval run {file} --corpus THƯ_MỤC_BÁO_CÁO")
