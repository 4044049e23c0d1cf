"""The near-duplicate reports and the questions that tell them apart."""

from collections import Counter

from eval.bench.near_duplicate_corpus import OFFICES, plans
from eval.bench.near_duplicate_questions import Asked, questions
from eval.bench.near_duplicates import Outcome, by_wording, rate, shown, table
from eval.simulate.compose import compose
from eval.simulate.style import DocumentKind, load_style
from eval.simulate.world import World

_PLANS = plans(120, 1)
_QUESTIONS = questions(_PLANS, 50, 1)


def test_every_province_year_period_and_office_has_its_report_once():
    every = plans(10**6, 1)
    assert len(every) == 63 * 6 * 6 * 2 >= 4_000
    assert len({(plan.place, plan.period, plan.kind) for plan in every}) == len(every)
    assert len({plan.file.rpartition(".")[0] for plan in every}) == len(every)
    assert {plan.kind for plan in every} == set(OFFICES)
    halves = Counter(load_style(plan.style).batch for plan in every)
    assert min(halves["visible"], halves["held_back"]) > 1_000


def test_a_few_reports_are_neighbours_of_each_other():
    of_place = Counter(plan.place for plan in _PLANS)
    assert sorted(of_place.values())[1:] == [18] * (len(of_place) - 1)
    assert plans(120, 1) == _PLANS
    assert plans(120, 2) != _PLANS


def test_a_number_is_asked_of_a_report_that_prints_it():
    by_file = {plan.file: plan for plan in _PLANS}
    numbers = [asked for asked in _QUESTIONS if asked.printed is not None]
    assert len(numbers) == 30
    for asked in numbers[:6]:
        printed: set[str] = set()
        for file in asked.wanted:
            plan = by_file[file]
            printed |= {figure.printed for figure in compose(plan, load_style(plan.style), World(1)).gold}
        assert asked.printed in printed


def test_a_question_wants_reports_of_one_place_and_period():
    by_file = {plan.file: plan for plan in _PLANS}
    for asked in _QUESTIONS:
        subjects = {(by_file[file].place, by_file[file].period) for file in asked.wanted}
        assert len(subjects) == 1
        (_, period) = next(iter(subjects))
        assert str(period.year) in asked.text


def test_a_question_that_names_the_office_wants_its_paper_alone():
    offices = [asked for asked in _QUESTIONS if asked.wording.startswith(("office", "paper"))]
    assert offices
    for asked in offices:
        (file,) = asked.wanted
        enforcement = any(
            words in asked.text.lower()
            for words in ("thi hành án", "thads", "thi hanh an", "civil judgment enforcement")
        )
        assert enforcement == file.startswith("thads"), asked.text


def test_questions_come_in_many_wordings_and_both_offices():
    wordings = Counter(asked.wording for asked in _QUESTIONS)
    assert len(wordings) >= 10
    assert {wording.partition(", ")[2] for wording in wordings} >= {"vi", "short", "no diacritics", "en"}
    kinds = {file.startswith("thads") for asked in _QUESTIONS for file in asked.wanted}
    assert kinds == {True, False}
    assert DocumentKind.REPORT in OFFICES


def _outcome(wording: str, found: str, *, printed: str | None = None) -> Outcome:
    asked = Asked(
        text="Bao nhiêu?", wording=wording, wanted=frozenset({"a.txt"}), printed=printed, about=("x",)
    )
    sources = {"search": found, "dense": "b.txt", "bm25": ""}
    return Outcome(asked=asked, found=sources, shows=found == "a.txt", elapsed_ms=1.0)


def test_the_table_gives_hits_by_wording_and_all_of_them_last():
    outcomes = [
        _outcome("topic, vi", "a.txt"),
        _outcome("number, vi", "a.txt", printed="42"),
        _outcome("number, vi", "b.txt", printed="7"),
    ]
    assert list(by_wording(outcomes)) == ["number, vi", "topic, vi", "all"]
    lines = [line.split() for line in table(outcomes).splitlines()[1:-1]]
    assert lines == [
        ["number,", "vi", "2", "0.500", "0.000", "0.000", "0.500"],
        ["topic,", "vi", "1", "1.000", "0.000", "0.000"],
        ["all", "3", "0.667", "0.000", "0.000", "0.500"],
    ]
    assert rate([], lambda outcome: True) == 0


def test_a_failure_is_shown_with_what_was_wanted_and_what_every_system_put_first():
    text = shown(_outcome("number, vi", "c.txt", printed="7"))
    assert "wanted: a.txt" in text
    assert "search c.txt, dense b.txt, bm25 nothing" in text
