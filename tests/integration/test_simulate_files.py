"""Simulated report files: their gold stands in them when they are read back, and they repeat to the byte."""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
import typer
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from eval.simulate import __main__ as command
from eval.simulate.corpus import write_many
from eval.simulate.errors import FontMissing, UnknownFormat
from eval.simulate.gold import GoldFigure, read_gold
from eval.simulate.style import styles_of
from eval.simulate.writers import FORMATS, pdf, writer_for

SAMPLE = Path(__file__).parents[2] / "eval" / "suites" / "sample"
_PAGE_NUMBER_HEIGHT = 50

Rows = list[list[str]]


def _has_font() -> bool:
    try:
        pdf._register_fonts(pdf.FONT_FOLDERS)
    except FontMissing:
        return False
    return True


WRITABLE = tuple(name for name in FORMATS if name != "pdf" or _has_font())


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _read_docx(data: bytes) -> tuple[str, list[Rows]]:
    paper = docx.Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    cells = [cell for table in tables for row in table for cell in row]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells]), tables


def _read_pdf(data: bytes) -> tuple[str, list[Rows]]:
    texts, tables = [], []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for number, page in enumerate(file.pages):
            body = page.crop((0, _PAGE_NUMBER_HEIGHT, page.width, page.height)) if number else page
            texts.append(body.extract_text())
            tables += [[[_flat(c or "") for c in row] for row in t] for t in body.extract_tables()]
    return " ".join(texts), tables


def _read_xlsx(data: bytes) -> tuple[str, list[Rows]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = [[["" if v is None else str(v) for v in row] for row in s.values] for s in book.worksheets]
    return "\n".join(cell for sheet in sheets for row in sheet for cell in row), sheets


def _read_html(data: bytes) -> tuple[str, list[Rows]]:
    soup = BeautifulSoup(data, "lxml")
    tables = [
        [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
        for table in soup.find_all("table")
    ]
    return soup.get_text(" "), tables


def _read_txt(data: bytes) -> tuple[str, list[Rows]]:
    text = data.decode()
    return text, [[line.split(" | ") for line in text.splitlines() if " | " in line]]


READERS: dict[str, Callable[[bytes], tuple[str, list[Rows]]]] = {
    "docx": _read_docx,
    "pdf": _read_pdf,
    "xlsx": _read_xlsx,
    "html": _read_html,
    "txt": _read_txt,
}


def _read(path: Path) -> tuple[str, list[Rows]]:
    return _read_bytes(path.suffix.removeprefix("."), path.read_bytes())


@cache
def _read_bytes(extension: str, data: bytes) -> tuple[str, list[Rows]]:
    text, tables = READERS[extension](data)
    return _flat(text), tables


def _cells(tables: list[Rows], figure: GoldFigure) -> Iterator[str]:
    """What stands in the rows of that label, in the figure's column (by its label if gold has no number)."""
    for table in tables:
        column = figure.column_number
        for row in table:
            if figure.column_number is None and figure.column in row:
                column = row.index(figure.column)
            elif column is not None and figure.row in row and column < len(row):
                yield row[column]


def _in_spreadsheet(figure: GoldFigure) -> set[str]:
    """How a workbook may hold a printed number: as typed, or as the number it is."""
    numbers = {figure.printed, figure.printed.replace(".", "").replace(",", "."), str(figure.value)}
    return {re.sub(r"\.0$", "", number) for number in numbers}


def _missing(path: Path, figures: list[GoldFigure]) -> list[GoldFigure]:
    text, tables = _read(path)

    def stands(figure: GoldFigure) -> bool:
        if figure.sentence is not None:
            at = figure.at or 0
            printed = (
                figure.sentence[at : at + len(figure.printed)] if figure.at is not None else figure.printed
            )
            return printed == figure.printed and printed in figure.sentence and _flat(figure.sentence) in text
        wanted = _in_spreadsheet(figure) if path.suffix == ".xlsx" else {figure.printed}
        return bool(wanted & {re.sub(r"\.0$", "", cell) for cell in _cells(tables, figure)})

    return [figure for figure in figures if not stands(figure)]


def _assert_gold_stands(folder: Path, gold_file: Path) -> None:
    gold = read_gold(gold_file)
    files = sorted(path for path in folder.iterdir() if path.suffix != ".jsonl")
    assert {figure.report for figure in gold} == {path.name for path in files}
    for path in files:
        assert _missing(path, [figure for figure in gold if figure.report == path.name]) == []


@pytest.mark.parametrize("extension", WRITABLE)
def test_gold_stands_in_the_files_of_every_format_and_style(tmp_path, extension):
    # Portable documents are slow to read back: fewer of them.
    count = 12 if extension == "pdf" else 40
    styles = styles_of("visible")
    write_many(tmp_path, count=count, seed=5, formats=(extension,), styles=styles)
    assert {path.suffix for path in tmp_path.iterdir()} == {".jsonl", f".{extension}"}
    _assert_gold_stands(tmp_path, tmp_path / "gold.jsonl")
    if count > 12:
        assert {figure.style for figure in read_gold(tmp_path / "gold.jsonl")} == set(styles)


def test_gold_stands_in_the_sample_that_ships():
    _assert_gold_stands(SAMPLE / "corpus", SAMPLE / "gold.jsonl")


def test_a_wrong_figure_would_be_noticed(tmp_path):
    (path,) = write_many(tmp_path, count=1, seed=5, formats=("txt",))
    gold = list(read_gold(tmp_path / "gold.jsonl"))
    sentence = next(figure for figure in gold if figure.sentence)
    path.write_text(path.read_text(encoding="utf-8").replace(sentence.sentence, "khác"), encoding="utf-8")
    assert sentence in _missing(path, gold)


def test_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write_many(tmp_path / name, count=5, seed=seed, formats=WRITABLE)

    def content(name: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}

    assert content("a") == content("b")
    assert content("a")["gold.jsonl"] != content("c")["gold.jsonl"]


def test_every_simulated_file_of_the_sample_says_so():
    for path in (SAMPLE / "corpus").iterdir():
        says_so = "TÀI LIỆU MÔ PHỎNG – SỐ LIỆU KHÔNG CÓ THẬT" in _read(path)[0]
        assert says_so != (path.name == "bao-cao-hau-giang-2023.docx"), path.name


def test_pdf_pages_are_text_in_an_embedded_font(tmp_path):
    if "pdf" not in WRITABLE:
        pytest.skip("fonts-dejavu-core is not installed")
    (path,) = write_many(tmp_path, count=1, seed=1, formats=("pdf",))
    with pdfplumber.open(path) as file:
        fonts = {char["fontname"] for page in file.pages for char in page.chars}
        assert "ngày" in file.pages[0].extract_text()
        assert file.pages[1].extract_text().startswith("2\n")
    assert all("DejaVuSerif" in font for font in fonts)


def test_missing_font_names_the_package(tmp_path):
    with pytest.raises(FontMissing, match="fonts-dejavu-core"):
        pdf._register_fonts((tmp_path,))


def test_unknown_format_is_refused():
    with pytest.raises(UnknownFormat, match=r"no writer for .doc.; there are: docx"):
        writer_for("doc")


def test_command_writes_reports_and_says_where(tmp_path):
    app = typer.Typer()
    app.command()(command.main)
    run = CliRunner().invoke(app, ["--output", str(tmp_path), "--count", "3", "--formats", "txt,html"])
    assert run.exit_code == 0
    assert "3 reports" in run.output
    assert len(list(tmp_path.glob("*.txt"))) == 2
    assert len(list(tmp_path.glob("*.html"))) == 1
    assert CliRunner().invoke(app, ["--output", str(tmp_path), "--formats", "odt"]).exit_code == 2
    assert CliRunner().invoke(app, []).exit_code == 2
