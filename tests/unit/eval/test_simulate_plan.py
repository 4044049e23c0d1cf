"""The plan of many reports: what questions lean on is there, with variety enough for a measurement."""

import json
from collections import Counter, defaultdict

import pytest

from eval.simulate.compose import date_of
from eval.simulate.corpus import write_many
from eval.simulate.errors import StyleError
from eval.simulate.gold import Kind, read_gold
from eval.simulate.period import Period, Span
from eval.simulate.plan import ReportPlan, many
from eval.simulate.style import DocumentKind, styles_of
from eval.simulate.world import World, places
from eval.simulate.writers import FORMATS

_PLANS = tuple(many(600, 7, FORMATS, styles_of("visible")))


def _of(kind: DocumentKind) -> list[ReportPlan]:
    return [plan for plan in _PLANS if plan.kind is kind]


def test_600_reports_are_of_every_kind_period_and_format_each_file_once():
    assert len({plan.file for plan in _PLANS}) == len(_PLANS) == 600
    counts = Counter(plan.kind for plan in _PLANS)
    assert set(counts) == set(DocumentKind)
    assert min(counts.values()) >= 20
    assert {plan.period.span for plan in _of(DocumentKind.REPORT)} == set(Span)
    assert {plan.period.year for plan in _PLANS} >= set(range(2019, 2026))
    formats = Counter(plan.file.rpartition(".")[2] for plan in _PLANS)
    assert set(formats) == set(FORMATS)
    assert formats["pdf"] < 40
    assert not any(p.file.endswith("xlsx") for p in _PLANS if p.kind is not DocumentKind.APPENDIX)


def test_a_whole_region_is_told_of_in_one_year_and_merged_provinces_year_by_year():
    yearly = defaultdict(set)
    for plan in _of(DocumentKind.REPORT):
        if plan.period.span is Span.YEAR:
            yearly[plan.place].add(plan.period.year)
    assert all(2023 in yearly[key] for key in places()["Đồng bằng sông Cửu Long"].members)
    for merged in ("Cần Thơ 2025", "Vĩnh Long 2025", "Lâm Đồng 2025"):
        assert yearly[merged] == {2025}
        for member in places()[merged].members:
            assert yearly[member] >= set(range(2019, 2025))


def test_merged_provinces_are_told_of_only_when_they_exist_and_old_ones_only_until_then():
    for plan in _PLANS:
        merged = plan.place != places()[plan.place].name
        if merged:
            assert plan.period.year == 2025
        elif plan.place not in ("Hà Nội", "Nghệ An"):
            assert plan.period.year < 2025 or plan.period == Period(2025, Span.HALF)


def test_the_press_writes_about_what_an_office_reports_and_often_before_it():
    reports = {(plan.place, plan.period): plan for plan in _of(DocumentKind.REPORT)}
    pairs = [(plan, reports[plan.place, plan.period]) for plan in _of(DocumentKind.PRESS)]
    assert len(pairs) >= 80
    world = World(7)
    ahead = [press for press, report in pairs if date_of(press, world) < date_of(report, world)]
    assert {plan.file for plan in ahead} == {press.file for press, _ in pairs if press.preliminary}
    assert 0.5 < len(ahead) / len(pairs) < 0.9


def test_every_agency_writes_in_several_styles_and_keeps_to_its_own():
    by_agency = defaultdict(set)
    for plan in _PLANS:
        by_agency[plan.kind, plan.place].add(plan.style)
    assert all(len(styles) == 1 for styles in by_agency.values())
    assert len({plan.style for plan in _of(DocumentKind.REPORT)}) >= 4
    assert len({plan.style for plan in _of(DocumentKind.APPENDIX)}) >= 3


def test_plans_differ_by_seed_and_one_style_writes_its_kinds_only():
    one, other = ([p.file for p in many(300, seed, ("txt",))] for seed in (1, 2))
    assert one[:50] == other[:50]
    assert one != other
    assert {plan.kind for plan in many(50, 1, FORMATS, ("press",))} == {DocumentKind.PRESS}
    assert {p.kind for p in many(50, 1, FORMATS)} == {DocumentKind.REPORT, DocumentKind.APPENDIX}


def test_more_than_the_styles_can_write_is_refused():
    with pytest.raises(StyleError, match="no more than"):
        list(many(200, 1, FORMATS, ("national",)))


def test_a_figure_is_the_same_in_every_report_of_it(tmp_path):
    write_many(tmp_path, count=80, seed=7, formats=("txt",), styles=styles_of("visible"))
    values = defaultdict(set)
    for figure in read_gold(tmp_path / "gold.jsonl"):
        level = figure.kind in (Kind.ACHIEVED, Kind.PREVIOUS) and figure.unit != "%"
        exact = level and figure.qualifier is None and not (figure.misprint or figure.preliminary)
        if exact and figure.unit != "đồng" and not any(c in figure.printed for c in "ệỷì"):
            where = (figure.province, figure.merged, figure.locality, figure.part)
            values[figure.indicator, where, figure.period].add(figure.value)
    told_twice = [key for key, found in values.items() if len(found) > 1]
    assert told_twice == []
    assert len(values) > 2500


def test_reports_are_described_beside_the_gold(tmp_path):
    write_many(tmp_path, count=60, seed=7, formats=("txt",), styles=styles_of("visible"))
    rows = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text("utf-8").splitlines()]
    assert {row["file"] for row in rows} == {path.name for path in tmp_path.glob("*.txt")}
    assert {row["kind"] for row in rows} == {kind.value for kind in DocumentKind}
    for row in rows:
        assert row["date"][:4] in (row["period"][:4], str(int(row["period"][:4]) + 1))
        assert (tmp_path / row["file"]).read_text("utf-8")
    assert any(row.get("preliminary") for row in rows)
    constructions = Counter(figure.construction for figure in read_gold(tmp_path / "gold.jsonl"))
    assert "" not in constructions
    assert len(constructions) >= 25
