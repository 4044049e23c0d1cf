"""The built-in system is made on a data dir of its own, from the settings' models alone."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from api.evaluated import BuiltInFactory, describe
from api.operations import ProgressSink
from api.schemas import FailedFile, IngestSummary, SearchHit, SearchResult
from api.settings import Settings
from assistant.answer import Answer
from assistant.question import Filters, Question
from eval.run import ShowsReports
from eval.system import SearchHit as EvaluatedHit
from tests.support.scripted_system import NOT_FOUND
from vectorstore.errors import UnknownReportError
from vectorstore.schema import StructuredText


class OneText:
    def text(self, report_id: str) -> StructuredText:
        if report_id != "r":
            raise UnknownReportError(report_id)
        return StructuredText(text="Có 42 văn bản.", blocks=())


class FakeApplication:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.catalog = OneText()
        self.ingested: list[Path] = []
        self.closed = False

    def ingest(self, paths: Sequence[Path], *, prune: bool, progress: ProgressSink) -> IngestSummary:
        assert not prune
        self.ingested += paths
        failed = (FailedFile(path="b.pdf", error="hỏng"),)
        counts = dict.fromkeys(("added", "updated", "unchanged", "duplicate", "removed"), 0)
        return IngestSummary(**counts, failed=failed, passages=0, figures=0, elapsed_s=0)

    def warm(self) -> None:
        assert self.ingested

    def ask(self, question: Question) -> Answer:
        return NOT_FOUND

    def search(self, text: str, *, k: int, filters: Filters) -> SearchResult:
        found = {"source": f"{text}.txt", "report_id": "r", "title": "", "url": "", "highlights": ()}
        nowhere = {"province": None, "period": None, "page": None, "heading": None}
        hit = SearchHit(**found, **nowhere, score=0.5, quote="x", start=3, end=4)
        return SearchResult(hits=(hit,) * k, elapsed_ms=1)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[FakeApplication]:
    applications: list[FakeApplication] = []

    def open_application(settings: Settings, *, create: bool) -> FakeApplication:
        assert create
        assert settings.data_dir.is_dir()
        applications.append(FakeApplication(settings))
        return applications[-1]

    compose = ModuleType("api.compose")
    monkeypatch.setattr(compose, "open_application", open_application, raising=False)
    monkeypatch.setitem(sys.modules, "api.compose", compose)
    return applications


def test_nothing_of_the_office_takes_part_but_its_models(
    opened: list[FakeApplication], tmp_path: Path
) -> None:
    settings = Settings(
        data_dir=tmp_path / "data",
        model_dir=tmp_path / "models",
        home_province=None,
        database_url="postgresql+psycopg://office/reports",
        chroma_url="http://office:8000",
        embedding_model="some/model",
    ).model_copy(update={"home_province": "Hậu Giang"})
    refused: list[FailedFile] = []
    with BuiltInFactory(settings, refused=refused.append)(tmp_path / "corpus") as system:
        (application,) = opened
        used = application.settings
        assert used.data_dir not in (settings.data_dir, tmp_path)
        assert (used.model_dir, used.embedding_model) == (settings.model_dir, "some/model")
        assert (used.database_url, used.chroma_url, used.home_province) == (None, None, None)
        assert application.ingested == [tmp_path / "corpus"]
        assert system.ask(Question("?")) == NOT_FOUND
        hits = system.search("a", 1, Filters())
        assert isinstance(system, ShowsReports)
        assert (system.report_text("r"), system.report_text("s")) == ("Có 42 văn bản.", None)
    assert hits == [EvaluatedHit(source="a.txt", report_id="r", start=3, end=4, score=0.5, quote="x")]
    assert [file.path for file in refused] == ["b.pdf"]
    assert application.closed
    assert not used.data_dir.exists()
    assert not settings.data_dir.exists()


def test_the_data_dir_goes_even_when_the_measurement_breaks(
    opened: list[FakeApplication], tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with (
        pytest.raises(ZeroDivisionError),
        BuiltInFactory(settings, refused=lambda file: None)(tmp_path / "corpus"),
    ):
        raise ZeroDivisionError
    assert opened[0].closed
    assert not opened[0].settings.data_dir.exists()


def test_a_run_says_what_counts_of_the_settings_and_no_secret(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        llm_base_url="http://localhost:1/v1",
        llm_model="m",
        llm_api_key="sk-secret",
        database_url="postgresql+psycopg://me:secret@office/reports",
    )
    told = describe(settings)
    assert told["settings"] == {
        "embedding_model": "bundled",
        "llm_base_url": "http://localhost:1/v1",
        "llm_model": "m",
    }
    assert set(told["versions"]) == {"splitter", "analysis", "figures", "embedding"}
    assert all(told["versions"].values())
    assert "secret" not in json.dumps(told)
