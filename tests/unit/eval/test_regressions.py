"""Each planted fault breaks what it says, and nothing else; a trial names the limits that did not notice."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer
from typer.testing import CliRunner

from assistant.answer import Answer, Status, Table
from assistant.chain import Assistant
from assistant.question import Filters, Question, Turn
from eval.metrics.score import score_row
from eval.question import Expected
from eval.regressions.__main__ import main
from eval.regressions.broken import CatalogWithoutFigures, LetterForLetter, NeverAbstains, ShiftedCitations
from eval.regressions.faults import FAULTS, Fault
from eval.regressions.system import Parts
from eval.regressions.trial import Trial, run_sound, trials
from eval.suite import Limit, Suite
from eval.system import System
from tests.support.library import ShelfIndex, ShelfRetriever, Shelved, shelf
from tests.support.scripted_system import (
    NOT_FOUND,
    ScriptedSystem,
    make_answer,
    make_citation,
    make_question,
    make_value,
    perfect_answer,
)
from vectorstore.catalog.engine import sqlite_url

TEXTS = {"a": "Năm 2023, tỉnh Hậu Giang thẩm định 42 văn bản. Tổ hoà giải có ba người."}


@dataclass
class _Texts:
    """A catalog's reports and their texts."""

    texts: Mapping[str, str] = field(default_factory=lambda: TEXTS)

    def reports(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(report_id=identifier) for identifier in self.texts]

    def text(self, report_id: str) -> SimpleNamespace:
        return SimpleNamespace(text=self.texts[report_id])


def _parts(system: System) -> Parts:
    made = SimpleNamespace(sound=system, catalog=_Texts(), retriever=None, database_url="")
    return cast("Parts", made)


class TestLetterForLetter:
    def _heard(self, text: str, *history: str) -> Question:
        system = ScriptedSystem()
        turns = tuple(Turn(role="user", content=said) for said in history)
        LetterForLetter(_parts(system)).ask(Question(text=text, history=turns))
        return system.asked[0]

    def test_words_typed_without_diacritics_are_lost_where_the_reports_have_them(self) -> None:
        assert self._heard("so van ban tham dinh hau giang").text == (
            "so qvanq qbanq qthamq qdinhq qhauq giang"  # "giang" stands so; "so" fits no word of the reports
        )

    def test_a_text_with_diacritics_stays_as_it_is(self) -> None:
        said = "Hậu Giang thẩm định bao nhiêu văn bản?"
        assert self._heard(said).text == said

    def test_the_place_of_a_tone_mark_is_no_diacritic_of_its_own(self) -> None:
        assert self._heard("tổ hòa giải").text == "tổ hòa giải"

    def test_an_english_question_loses_the_place_but_not_its_english(self) -> None:
        assert self._heard("How many were there in Hau Giang?").text == "How many were there in qHauq Giang?"

    def test_earlier_messages_and_searches_are_read_the_same_way(self) -> None:
        assert self._heard("con nam 2022", "tham dinh 2023").history[0].content == "qthamq qdinhq 2023"
        system = ScriptedSystem()
        LetterForLetter(_parts(system)).search("van ban", 3, Filters())
        assert system.searched[0][0] == "qvanq qbanq"


def test_shifted_citations_point_one_too_far_in_words_values_and_table() -> None:
    answer = make_answer(
        "Đã có 42 văn bản [1] [2].",
        values=[make_value(42, "văn bản", citations=(1,))],
        citations=[make_citation("42 văn bản"), make_citation("x", number=2)],
        table=Table(columns=("x",), rows=((42,),), row_citations=((1, 2),)),
    )
    broken = ShiftedCitations(_parts(ScriptedSystem(default=answer))).ask(Question(text="câu"))
    assert broken.answer == "Đã có 42 văn bản [2] [3]."
    assert broken.values[0].citations == (2,)
    assert broken.table is not None
    assert broken.table.row_citations == ((2, 3),)
    assert broken.citations == answer.citations


def test_what_never_abstains_answers_with_the_nearest_passage_and_leaves_answers_alone() -> None:
    sound = ScriptedSystem({"có": make_answer("Có 42 [1].")}, found=("a.txt", "b.txt"))
    broken = NeverAbstains(_parts(sound))
    assert broken.ask(Question(text="có")).answer == "Có 42 [1]."
    said = broken.ask(Question(text="không"))
    assert said.status is Status.ANSWERED
    assert [citation.source for citation in said.citations] == ["a.txt"]
    expected = Expected(status=Status.NOT_FOUND)
    assert score_row(expected, said, None, "không").scores["abstention_recall"] == 0


def test_without_figures_the_assistant_finds_none(tmp_path: Path) -> None:
    told = Shelved("a", "Hậu Giang", "2023", ["Năm 2023, tỉnh Hậu Giang đã thẩm định 42 văn bản."])
    sound = shelf(tmp_path, [told])
    question = Question(text="Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?")
    assert [value.value for value in sound.ask(question).values] == [42]
    catalog = CatalogWithoutFigures(sqlite_url(tmp_path / "shelf.db"))
    try:
        assert (
            Assistant(catalog, ShelfRetriever.model_construct(index=ShelfIndex(catalog))).ask(question).values
            == ()
        )
    finally:
        catalog.close()


class TestTrials:
    @pytest.fixture
    def suite(self, tmp_path: Path) -> Suite:
        (tmp_path / "corpus").mkdir()
        values = [{"value": 42, "unit": "văn bản"}]
        return Suite(
            name="thử",
            path=tmp_path,
            corpus=tmp_path / "corpus",
            questions=tuple(
                make_question(f"q{number}", "lookup", {"status": "answered", "values": values})
                for number in range(8)
            ),
            limits=(Limit("floor", "lookup", "value", 1.0), Limit("floor", "all", "status", 0.0)),
        )

    def _trial(self, suite: Suite, tmp_path: Path, caught_by: tuple[tuple[str, str], ...]) -> Trial:
        answers: dict[str, Answer | Exception] = {q.question: perfect_answer(q) for q in suite.questions}

        @contextmanager
        def silent(parts: Parts) -> Iterator[System]:
            yield ScriptedSystem(default=NOT_FOUND)

        parts = _parts(ScriptedSystem(answers))
        sound = run_sound(suite, parts, tmp_path)
        assert sound.summary.missed == ()
        fault = Fault(meaning="says nothing", plant=silent, caught_by=caught_by)
        (trial,) = trials(suite, parts, sound, tmp_path, {"silent": fault})
        return trial

    def test_a_caught_fault_names_the_limit_and_the_rows(self, suite: Suite, tmp_path: Path) -> None:
        trial = self._trial(suite, tmp_path, (("lookup", "value"),))
        assert [(missed.limit.kind, missed.limit.metric) for missed in trial.missed] == [("lookup", "value")]
        assert trial.unnoticed == ()
        assert trial.comparison.to_wrong == tuple(question.id for question in suite.questions)
        assert trial.comparison.p_value < 0.05

    def test_a_limit_that_should_have_noticed_is_named(self, suite: Suite, tmp_path: Path) -> None:
        trial = self._trial(suite, tmp_path, (("lookup", "value"), ("all", "status")))
        assert trial.unnoticed == (("all", "status"),)


def test_every_fault_says_what_must_catch_it() -> None:
    assert set(FAULTS) == {"figures_off", "folding_off", "citations_shifted", "abstention_off"}
    assert all(fault.caught_by for fault in FAULTS.values())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(["nowhere"], "suite.toml"), (["nowhere", "--fault", "sun_off"], "no such fault: sun_off")],
)
def test_the_command_names_what_it_cannot_use(arguments: list[str], named: str, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(main)
    run = CliRunner().invoke(app, [str(tmp_path / arguments[0]), *arguments[1:]])
    assert run.exit_code == 2
    assert named in run.output
