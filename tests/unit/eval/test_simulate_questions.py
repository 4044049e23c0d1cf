"""What is expected of questions on simulated reports, worked out again from the gold alone."""

from collections import Counter
from itertools import islice

import pytest

from eval.question import QuestionKind
from eval.simulate.compose import compose
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.plan import many
from eval.simulate.questions.arithmetic import mean, merged_provinces, sums, total
from eval.simulate.questions.comparing import changes, comparisons
from eval.simulate.questions.conflicts import conflicts
from eval.simulate.questions.draft import Draft, Maker, Quiz
from eval.simulate.questions.facts import Facts, Key, whole_years
from eval.simulate.questions.figures import english
from eval.simulate.questions.geography import abolished, merged, old_provinces, regions
from eval.simulate.questions.mix import make_questions
from eval.simulate.questions.orders import lists, rankings, trends, without_place
from eval.simulate.questions.unsaid import unsaid
from eval.simulate.questions.wording import Wording
from eval.simulate.style import VISIBLE, load_style, styles_of
from eval.simulate.world import World

_WANTED = 1000
_WITHOUT_A_VALUE = {
    QuestionKind.NO_PLACE,
    QuestionKind.LIST,
    QuestionKind.UNANSWERABLE,
    QuestionKind.OFF_TOPIC,
}
_AS_PRINTED = {
    "level",
    "part",
    "district",
    "target",
    "share",
    "two_indicators",
    "three_indicators",
    "two_places",
}
_AS_PRINTED |= {
    "most",
    "least",
    "top_n",
    "most_in_region",
    "top_in_region",
    "best_year",
    "trend",
    "preliminary",
}
_AS_PRINTED |= {"next_period", "next_place", "next_indicator"}


@pytest.fixture(scope="module")
def gold() -> tuple[GoldFigure, ...]:
    world = World(7)
    plans = many(80, 7, ("txt",), styles_of(VISIBLE))
    return tuple(figure for plan in plans for figure in compose(plan, load_style(plan.style), world).gold)


@pytest.fixture(scope="module")
def drafts(gold: tuple[GoldFigure, ...]) -> tuple[Draft, ...]:
    return make_questions(Quiz(Facts(gold), Wording(("visible",), 7)), _WANTED)


def _figure(value: float, province: str, period: str = "2023", **changes: object) -> GoldFigure:
    fields = {
        "report": f"bao-cao-{province}-{period}.txt",
        "indicator": "khai_sinh",
        "unit": "trường hợp",
        "printed": str(value),
        "kind": Kind.ACHIEVED,
    }
    return GoldFigure(**{**fields, "value": value, "province": province, "period": period, **changes})


def _made(maker: Maker, *figures: GoldFigure, task: str = "", limit: int = 500) -> list[Draft]:
    made = islice(maker(Quiz(Facts(figures), Wording(("visible",), 1))), limit)
    return [draft for draft in made if not task or draft.origin.task == task]


def _first(draft: Draft) -> tuple[float, str | None, str | None]:
    value = draft.expected.values[0]
    return value.value, value.province, value.period


def test_there_are_as_many_questions_as_wanted_of_every_kind_and_none_twice(drafts):
    assert len(drafts) == _WANTED
    asked = Counter((draft.text, tuple(turn.content for turn in draft.history)) for draft in drafts)
    assert max(asked.values()) == 1
    assert len({draft.id for draft in drafts}) == _WANTED
    made_by_hand = {QuestionKind.TEXT, QuestionKind.INJECTED}
    assert {draft.kind for draft in drafts} == set(QuestionKind) - made_by_hand


def test_every_question_expects_something_to_be_scored_by(drafts):
    for draft in drafts:
        expected = draft.expected
        if draft.kind not in _WITHOUT_A_VALUE and expected.sources:
            assert expected.values, draft
        assert bool(expected.sources) == (expected.status.value == "answered"), draft
        assert draft.question().expected.status is expected.status


def test_a_value_that_reports_print_stands_in_a_report_that_may_be_cited(drafts, gold):
    printed = {(f.report, f.province, f.period, f.value, f.unit) for f in gold}
    anytime = {(report, province, value, unit) for report, province, _, value, unit in printed}
    checked = 0
    for draft in drafts:
        if draft.origin.task not in _AS_PRINTED:
            continue
        for value in draft.expected.values:
            named = (value.province, value.period, value.value, value.unit)
            found = [
                (source, *named) in printed
                if value.period
                else (source, value.province, value.value, value.unit) in anytime
                for source in draft.expected.sources
            ]
            assert any(found), (draft.text, value)
            checked += 1
    assert checked > _WANTED // 2


def test_what_is_refused_is_stated_nowhere(drafts, gold):
    told = [figure for figure in gold if figure.kind is not Kind.TARGET]
    whole = {(f.indicator, f.province, f.period) for f in told}
    by_task = {
        "part_unsaid": {(f.indicator, f.province, f.period) for f in told if f.part},
        "district_unsaid": {(f.indicator, f.province, f.period) for f in told if f.locality},
    }
    checked = 0
    for draft in drafts:
        topic = (draft.origin.indicator, draft.origin.province, draft.origin.period)
        if draft.expected.status.value == "not_found" and all(topic):
            assert topic not in by_task.get(draft.origin.task, whole), draft
            checked += 1
    assert checked > 100


def test_the_same_seed_asks_the_same_and_another_asks_otherwise(gold):
    facts = Facts(gold[:4000])
    first, again, other = (make_questions(Quiz(facts, Wording(("visible",), seed)), 60) for seed in (7, 7, 8))
    assert [draft.question() for draft in first] == [draft.question() for draft in again]
    assert {draft.id for draft in first} != {draft.id for draft in other}


def test_next_years_report_answers_for_the_year_before():
    facts = Facts([_figure(90, "Hậu Giang", "2022", kind=Kind.PREVIOUS, report="bao-cao-2023.txt")])
    agreed = facts.level("khai_sinh", "Hậu Giang", "2022")
    assert agreed is not None
    assert (agreed.value, agreed.reports) == (90, ("bao-cao-2023.txt",))
    assert not unsaid(facts, "khai_sinh", "Hậu Giang", "2022")
    assert unsaid(facts, "khai_sinh", "Hậu Giang", "2021")


def test_a_rounding_agrees_with_the_exact_number_which_is_expected():
    exact, rounded = (
        _figure(184_312, "Hậu Giang"),
        _figure(184_000, "Hậu Giang", qualifier="trên", report="tin.txt"),
    )
    agreed = Facts([rounded, exact]).level("khai_sinh", "Hậu Giang", "2023")
    assert agreed is not None
    assert (agreed.value, agreed.tolerance) == (184_312, 312)
    assert set(agreed.reports) == {"tin.txt", exact.report}


def test_different_numbers_are_a_conflict_and_the_final_one_is_expected_first():
    final = _figure(42, "Hậu Giang")
    early = _figure(40, "Hậu Giang", preliminary=True, report="tin.txt")
    assert Facts([final, early]).level("khai_sinh", "Hậu Giang", "2023") is None
    made = _made(conflicts, early, final)
    assert made
    for draft in made:
        assert [value.value for value in draft.expected.values] == [42]
        assert draft.expected.phrases == ("40",)
        assert draft.expected.sources == (final.report,)


def test_a_misprint_is_neither_a_fact_nor_a_conflict():
    facts = Facts([_figure(42, "Hậu Giang"), _figure(42_000, "Hậu Giang", misprint=True, report="b.txt")])
    assert not facts.levels
    assert not facts.conflicts
    assert not unsaid(facts, "khai_sinh", "Hậu Giang", "2023")


@pytest.mark.parametrize(
    "said",
    [
        _figure(5, "Hậu Giang", kind=Kind.PART, part="cấp tỉnh"),
        _figure(5, "Hậu Giang", locality="Huyện Phụng Hiệp"),
        _figure(80, "Hậu Giang", kind=Kind.SHARE, unit="%"),
        _figure(5, "Hậu Giang", "2024", kind=Kind.CHANGE),
        _figure(900, "Hậu Giang", whole_years(2021, 2023)),
        _figure(900, "Hậu Giang", merged=True),
    ],
)
def test_what_follows_from_a_report_is_not_unsaid(said):
    assert not unsaid(Facts([said]), "khai_sinh", "Hậu Giang", "2023")


def test_a_span_that_follows_from_two_others_is_not_unsaid():
    first, half = _figure(10, "Hậu Giang", "2023-Q1"), _figure(25, "Hậu Giang", "2023-H1")
    assert not unsaid(Facts([first, half]), "khai_sinh", "Hậu Giang", "2023-Q2")
    assert unsaid(Facts([half]), "khai_sinh", "Hậu Giang", "2023-Q2")


def test_a_target_does_not_say_what_was_done():
    target = _figure(50, "Hậu Giang", "2024", kind=Kind.TARGET)
    assert unsaid(Facts([target]), "khai_sinh", "Hậu Giang", "2024")


def test_a_merged_province_is_the_sum_of_its_old_ones_and_only_of_all_of_them():
    old = [_figure(10, "Cần Thơ"), _figure(20, "Sóc Trăng"), _figure(30, "Hậu Giang")]
    made = _made(merged_provinces, *old)
    assert {_first(draft) for draft in made} == {(60, "Cần Thơ", "2023")}
    assert not _made(merged_provinces, *old[:2])


def test_sums_means_and_shares_are_of_their_addends():
    figures = [_figure(10 * n, name) for n, name in enumerate(regions()["Tây Nguyên"][:4], start=1)]
    by_task = {draft.origin.task: draft.expected for draft in _made(sums, *figures)}
    assert by_task["sum_region"].values[0].value == 100
    assert by_task["mean_region"].values[0].value == 25
    coverage = by_task["sum_region"].coverage
    assert coverage is not None
    assert coverage.without_data == regions()["Tây Nguyên"][4:]
    halves = [_figure(30, "Hậu Giang", "2023-H1"), _figure(80, "Hậu Giang")]
    (share,) = _made(sums, *halves, task="ratio_periods")
    assert (share.expected.values[0].value, share.expected.values[0].unit) == (37.5, "%")


def test_a_share_of_a_region_is_of_the_figure_that_a_report_tells_of_it():
    region = [_figure(10 * n, name) for n, name in enumerate(regions()["Tây Nguyên"], start=1)]
    assert not _made(sums, *region, task="ratio_region")
    told = _figure(200, "Tây Nguyên", report="bo-tu-phap.txt")
    shares = {_first(draft)[0] for draft in _made(sums, *region, told, task="ratio_region")}
    assert shares <= {5, 10, 15, 20, 25}
    assert shares


def test_sum_and_mean_carry_what_their_addends_round():
    facts = Facts([_figure(184_312, "Hậu Giang"), _figure(184_000, "Hậu Giang", qualifier="trên", report="b"),
                   _figure(100, "Cần Thơ")])  # fmt: skip
    addends = [agreed for key in facts.levels if (agreed := facts.agreed(key))]
    assert (total(addends).value, total(addends).tolerance) == (184_412, 312)
    assert mean(addends).value == 92_206
    assert mean(addends).tolerance >= 156


def test_what_stands_at_a_moment_is_not_added_up_over_years():
    lawyers = [
        _figure(100 + y, "Hậu Giang", str(y), indicator="luat_su", unit="luật sư") for y in range(2020, 2024)
    ]
    births = [_figure(100 + y, "Hậu Giang", str(y)) for y in range(2020, 2024)]
    assert not _made(sums, *lawyers, task="sum_years")
    (births_together,) = {_first(draft)[0] for draft in _made(sums, *births, task="sum_years")}
    assert births_together == sum(figure.value for figure in births)


def test_a_decrease_is_negative_and_never_asked_as_a_rise():
    made = _made(changes, _figure(100, "Hậu Giang", "2022"), _figure(80, "Hậu Giang"))
    values = {draft.origin.task: draft.expected.values[0] for draft in made}
    assert (values["change"].value, values["change"].unit) == (-20, "trường hợp")
    assert (values["change_percent"].value, values["change_percent"].unit) == (-20, "%")
    assert all("giảm" in draft.text or "giam" in draft.text for draft in made)


def test_a_change_that_a_report_tells_otherwise_is_not_asked_for():
    told = _figure(-15, "Hậu Giang", kind=Kind.CHANGE, construction="change")
    assert not _made(
        changes, _figure(100, "Hậu Giang", "2022"), _figure(80, "Hậu Giang"), told, task="change"
    )


def test_a_comparison_expects_the_difference_whichever_place_is_named_first():
    made = _made(comparisons, _figure(100, "Hậu Giang"), _figure(80, "Cần Thơ"), task="compare_places")
    assert {_first(draft)[0] for draft in made} == {20}


def test_an_order_that_a_tie_or_a_rounding_leaves_open_is_not_asked_for():
    names = list(regions()["Đồng bằng sông Cửu Long"])[:9]
    clear = [_figure(100 + n, name) for n, name in enumerate(names)]
    assert {_first(d)[:2] for d in _made(rankings, *clear, task="most")} == {(108, names[-1])}
    tied = [*clear[:-1], _figure(107, names[-1])]
    assert not _made(rankings, *tied, task="most")
    assert _made(rankings, *tied, task="least")


def test_a_trend_is_told_earliest_first_without_gaps():
    years = [_figure(100 + y, "Hậu Giang", str(y)) for y in (2019, 2021, 2022, 2023)]
    (trend,) = _made(trends, *years)
    assert [value.period for value in trend.expected.values] == ["2021", "2022", "2023"]


def test_a_list_names_all_on_the_right_side_of_its_number():
    figures = [
        _figure(value, name) for value, name in zip((5, 50, 500), regions()["Tây Nguyên"][:3], strict=True)
    ]
    names = [figure.province for figure in figures]
    for draft in _made(lists, *figures, task="at_least"):
        assert draft.expected.items in (tuple(names[:0:-1]), (names[2],))
    (reported,) = _made(lists, *figures, task="reported")
    assert reported.expected.items == tuple(names)
    assert reported.expected.coverage is not None
    assert reported.expected.coverage.without_data == regions()["Tây Nguyên"][3:]


def test_without_a_place_all_places_held_are_covered_unless_the_country_is_told():
    figures = [_figure(100 + n, name) for n, name in enumerate(list(old_provinces())[:9])]
    silent = _figure(3, "Bến Tre", indicator="khai_tu")
    (draft,) = _made(without_place, *figures, silent)
    assert draft.expected.table is not None
    assert set(draft.expected.table.rows) == {(figure.province, figure.value) for figure in figures}
    assert draft.expected.coverage is not None
    assert draft.expected.coverage.without_data == ("Bến Tre",)
    assert not _made(without_place, *figures, silent, _figure(1000, "Cả nước"))


def test_a_place_is_expected_under_the_name_that_answers_give_it():
    figures = [_figure(100 + n, name) for n, name in enumerate(regions()["Đông Nam Bộ"])]
    (reported,) = {d.question().expected.items for d in _made(lists, *figures[1:], task="reported")}
    assert "TP. Hồ Chí Minh" in reported
    tops = {
        d.question().expected.values[0].province for d in _made(rankings, *figures, task="most_in_region")
    }
    assert tops == {"TP. Hồ Chí Minh"}


def test_the_63_provinces_are_in_six_regions_and_became_34():
    assert sorted(name for members in regions().values() for name in members) == sorted(old_provinces())
    joined = [name for old in merged().values() for name in old]
    assert len(set(joined)) == len(joined)
    assert len(old_provinces()) - len(joined) + len(merged()) == 34
    assert len(abolished()) == 63 - 34


def test_a_plain_name_means_the_old_province_in_the_years_it_had():
    old, today = _figure(10, "Cần Thơ"), _figure(60, "Cần Thơ", merged=True, report="b.txt")
    assert {_first(draft)[0] for draft in _made(english, old, today)} == {10}
    assert not _made(english, today)
    both = [_figure(10, "Cần Thơ", "2025"), _figure(60, "Cần Thơ", "2025", merged=True, report="b.txt")]
    assert not _made(english, *both)
    assert {_first(draft)[0] for draft in _made(english, both[1])} == {60}


def test_a_fact_of_todays_province_is_not_one_of_the_old():
    facts = Facts([_figure(60, "Cần Thơ", merged=True), _figure(10, "Cần Thơ", report="b.txt")])
    assert facts.agreed(Key("khai_sinh", "Cần Thơ", "2023")) != facts.agreed(
        Key("khai_sinh", "Cần Thơ", "2023", merged=True)
    )
