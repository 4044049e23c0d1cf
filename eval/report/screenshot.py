"""A picture of a run's report page, for the documentation. Needs Chromium and the `dev` extra (playwright).

python -m eval.report.screenshot RUN docs/images/evaluation-report.png
"""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from eval.report.write import PAGE

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    picture: Annotated[Path, typer.Argument(help="The PNG file to write.")],
    width: Annotated[int, typer.Option(help="Pixels across.")] = 1100,
    height: Annotated[int, typer.Option(help="Pixels down, 0: the whole page.")] = 1700,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
) -> None:
    """Takes the picture."""
    from playwright.sync_api import sync_playwright

    chromium = next((found for name in _CHROMIUM if (found := shutil.which(name))), None)
    page_file = run / PAGE
    if chromium is None or not page_file.is_file():
        missing = "Chromium" if chromium is None else str(page_file)
        typer.echo(f"not found: {missing}", err=True)
        raise typer.Exit(2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height or 1000})
        page.goto(page_file.absolute().as_uri())
        page.locator(f"label[for={language}]").click()
        page.screenshot(path=picture, full_page=height == 0)
        browser.close()


if __name__ == "__main__":
    typer.run(main)
