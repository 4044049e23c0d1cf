"""`tuphap serve`: the API, the widget and the page."""

from typing import Annotated

import typer

from api.cli.options import DataDir, data_dir_of
from api.cli.serving import serve_data_dir

Host = Annotated[str, typer.Option("--host", help="Địa chỉ · address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng · port (0: any).")]


def serve(
    context: typer.Context, host: Host = "127.0.0.1", port: Port = 8000, data_dir: DataDir = None
) -> None:
    """Chạy máy chủ · serve the API, the widget and the page."""
    serve_data_dir(data_dir_of(context, data_dir), host, port, what="tuphap serve")
