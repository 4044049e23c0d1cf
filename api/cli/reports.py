"""`tuphap reports list|show|delete`."""

from typing import Annotated

import typer

from api.cli.connection import operations
from api.cli.options import DataDir, Json, Provinces, Years, data_dir_of
from api.cli.output import result, result_json
from api.filters import read_filters
from api.schemas import MAX_PAGE, ReportPage

app = typer.Typer(help="Báo cáo đang giữ · the reports held.", no_args_is_help=True)

ReportId = Annotated[str, typer.Argument(metavar="ID", help="Mã báo cáo · the report's id.")]


@app.command("list")
def list_reports(
    context: typer.Context,
    province: Provinces = None,
    year: Years = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Liệt kê · list them."""
    filters = read_filters(province or (), year or ())
    with operations(data_dir_of(context, data_dir), "tuphap reports") as work:
        page = work.reports(filters, limit=MAX_PAGE, offset=0)
        items = list(page.reports)
        while page.reports and len(items) < page.total:
            page = work.reports(filters, limit=MAX_PAGE, offset=len(items))
            items += page.reports
    if json:
        result_json(ReportPage(reports=tuple(items), total=len(items), limit=len(items), offset=0))
        return
    for item in items:
        facts = (item.province, item.period, item.source)
        result(f"{item.report_id}  {' · '.join(fact for fact in facts if fact)}  {item.title}")


@app.command("show")
def show(context: typer.Context, report_id: ReportId, json: Json = False, data_dir: DataDir = None) -> None:
    """Xem một báo cáo · show one."""
    with operations(data_dir_of(context, data_dir), "tuphap reports") as work:
        detail = work.report(report_id)
    if json:
        result_json(detail)
        return
    for name, value in detail.model_dump(mode="json").items():
        if value not in (None, ""):
            result(f"{name}: {value}")


@app.command("delete")
def delete(context: typer.Context, report_id: ReportId, data_dir: DataDir = None) -> None:
    """Xóa một báo cáo · erase one."""
    with operations(data_dir_of(context, data_dir), "tuphap reports") as work:
        work.delete_report(report_id)
    result(f"Đã xóa · deleted {report_id}")
