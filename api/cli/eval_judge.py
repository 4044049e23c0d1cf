"""`tuphap eval judge`: a language model's opinion on a finished run, for those who have one."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.failures import Exit, UsageError
from api.cli.output import remark, result
from api.cli.progress import progress_bar
from api.settings import load_settings

_TIMEOUT_S = 300.0


def judge(
    run: Annotated[Path, typer.Argument(help="Thư mục kết quả · the folder of a run.")],
    openai_url: Annotated[
        str,
        typer.Option("--openai-url", metavar="URL", help="Mô hình giám khảo · the judge's server, with /v1."),
    ],
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="Tên mô hình · its model.")],
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Chỉ N câu đầu · the first N rows only.")
    ] = None,
) -> None:
    """Hỏi thêm ý kiến một mô hình ngôn ngữ · a model's second opinion; it changes no score and no floor."""
    import httpx

    from eval.errors import RunUnreadableError, SystemUnavailableError
    from eval.judge.judging import LINES, judge_run
    from eval.judge.model import JudgeModel

    # the key of the configured model is the only one the settings know; it goes to its own server alone
    settings = load_settings(None)
    own = settings.llm_base_url is not None and openai_url.rstrip("/") == str(settings.llm_base_url).rstrip(
        "/"
    )
    key = settings.llm_api_key if own else None
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    about = {"url": openai_url, "model": model}
    with (
        httpx.Client(headers=headers, timeout=_TIMEOUT_S, trust_env=False) as client,
        progress_bar("Giám khảo · judge") as sink,
    ):
        judging = JudgeModel(client, openai_url, model)
        try:
            judged = judge_run(
                run,
                judging.verdict,
                about={**about},
                limit=limit,
                progress=lambda done, total: sink(done, total, ""),
            )
        except (RunUnreadableError, SystemUnavailableError) as error:
            raise UsageError(str(error)) from error
    for identifier, reply in judged.unreadable:
        remark(f"Không chấm được · no verdict: {identifier}: {reply}")
    for name, value in (
        ("có căn cứ · faithful", judged.faithful),
        ("đúng · correct", judged.correct),
        (f"trùng với điểm đo · agrees with `right` ({judged.agreement_rows})", judged.agreement),
    ):
        result(f"{name}: {'–' if value is None else f'{value:.3f}'}")
    result(f"{judged.rows} câu · rows: {run / LINES}")
    if judged.unreadable:
        raise typer.Exit(Exit.INPUT_REFUSED)
