"""The report of a real run in a real Chromium: what a manager sees, at a desk, on a phone and on paper."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.evaluated import BuiltInFactory, describe
from api.settings import Settings
from eval.report.write import write_reports
from eval.run import run_suite
from eval.suite import Limit, Suite, load_suite
from tests.support.kept_run import keep_run

CHROMIUM = shutil.which("chromium")
SAMPLE = Path(__file__).parents[2] / "eval" / "suites" / "sample"
REPORTS = ("bao-cao-hau-giang-2023.docx", "bao-cao-kien-giang-2023.txt", "phu-luc-can-tho-2023.xlsx")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on this machine: the browser tests are left out"
    ),
]

# Every piece of text that can be seen, with how far its colour is from what is behind it (WCAG 2.2, 1.4.3).
FAINT_TEXT = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = rgb => {
    const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb.slice(0, 3).map(c => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const rgb = channels(getComputedStyle(e).backgroundColor);
      if (rgb.length === 3 || rgb[3] === 1) return rgb;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    if (element.closest('svg')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(channels(style.color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) faint.push([walker.currentNode.data.trim(), ratio.toFixed(2)]);
  }
  return faint;
}"""


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Path:
    """One question of each kind of the sample suite, asked of the real assistant on a few of its
    reports: those on the others are not answered.
    """
    folder = tmp_path_factory.mktemp("report")
    sample = load_suite(SAMPLE)
    corpus = folder / "corpus"
    corpus.mkdir()
    for report in REPORTS:
        shutil.copy(sample.corpus / report, corpus)
    first = {question.kind: question for question in reversed(sample.questions)}
    suite = Suite(
        name="sample",
        path=sample.path,
        corpus=corpus,
        questions=tuple(first.values()),
        limits=(Limit("ceiling", "all", "latency_p95_ms", 0.001), Limit("floor", "all", "right", 0)),
    )
    settings = Settings(data_dir=folder / "data", model_dir=model_dir)
    factory = BuiltInFactory(settings, refused=lambda file: None)
    finished = run_suite(suite, factory, folder / "runs", about=describe(settings))
    write_reports(finished.path)
    return finished.path


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = keep_run(tmp_path_factory.mktemp("hostile"))
    write_reports(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


class Opened:
    """A report opened from disk, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, folder: Path, width: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("console", lambda message: self.complaints.append(message.text))
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page.goto((folder / "report.html").as_uri())


@pytest.fixture(params=[1100, 390], ids=["desk", "phone"])
def opened(request: pytest.FixtureRequest, browser: Browser, run_folder: Path) -> Iterator[Opened]:
    one = Opened(browser, run_folder, request.param)
    yield one
    one.context.close()


def test_a_manager_reads_the_verdict_first_and_switches_the_language_without_a_script(opened: Opened) -> None:
    page = opened.page
    expect(page.get_by_text("Không đạt: 1 trong 2 mức đã đặt không giữ được").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả đánh giá: sample", use_inner_text=True)
    page.get_by_label("English").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Failed: 1 of 2 floors and ceilings do not hold").first).to_be_visible()
    expect(page.get_by_text("Không đạt: 1 trong 2").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Evaluation report: sample", use_inner_text=True
    )
    assert opened.asked == [page.url]
    assert opened.complaints == []


def test_the_page_fits_its_width_and_can_be_read(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(FAINT_TEXT) == []
    page.locator("label[for=en]").click()
    assert page.evaluate(FAINT_TEXT) == []


def test_every_table_has_a_name_and_every_kind_a_bar(opened: Opened) -> None:
    tables = opened.page.get_by_role("table").all()
    assert len(tables) >= 5
    assert all(table.locator("caption").inner_text().strip() for table in tables)
    kinds = opened.page.get_by_role("table", name="Theo loại câu hỏi")
    rows = kinds.locator("tbody tr").all()
    assert len(rows) == 19
    for row in rows:
        bar = row.locator("svg rect").first.bounding_box()
        assert bar is not None
        assert bar["width"] > 20
    columns = opened.page.locator(".histogram rect").all()
    assert max(column.bounding_box()["height"] for column in columns) > 100


def test_a_missed_limit_leads_to_its_question(browser: Browser, hostile_folder: Path) -> None:
    opened = Opened(browser, hostile_folder, 1100)
    link = opened.page.get_by_role("link", name="number").first
    link.click()
    article = opened.page.locator("article").filter(has_text="câu number")
    expect(article).to_be_in_viewport()
    expect(article.get_by_role("heading", level=3)).to_have_text("câu number")
    assert opened.page.evaluate(FAINT_TEXT) == []
    assert opened.complaints == []
    opened.context.close()


def test_answers_that_are_markup_stay_words(browser: Browser, hostile_folder: Path) -> None:
    opened = Opened(browser, hostile_folder, 390)
    opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
    expect(opened.page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    assert opened.page.locator("script").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.complaints == []
    opened.context.close()


def test_it_prints(browser: Browser, hostile_folder: Path, tmp_path: Path) -> None:
    opened = Opened(browser, hostile_folder, 1100)
    opened.page.emulate_media(media="print")
    expect(opened.page.locator("label[for=en]")).to_be_hidden()
    assert opened.page.evaluate(FAINT_TEXT) == []
    paper = tmp_path / "report.pdf"
    opened.page.pdf(path=paper, format="A4")
    assert paper.read_bytes().startswith(b"%PDF")
    opened.context.close()
