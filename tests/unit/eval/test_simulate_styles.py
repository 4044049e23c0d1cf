"""Styles of simulated reports: what their slots say, how constructions are named, and how faults are told."""

import datetime as dt
import tomllib
from importlib import resources

import pytest
import typer
from typer.testing import CliRunner

from eval.simulate import __main__ as command
from eval.simulate.compose import compose
from eval.simulate.document import HeadCell, Heading, Paragraph, Table
from eval.simulate.errors import StyleError
from eval.simulate.filling import Filling
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.numbering import Numbering
from eval.simulate.period import Period, Span
from eval.simulate.plan import ReportPlan
from eval.simulate.slot import NAMES
from eval.simulate.style import DocumentKind, load_style, styles_of
from eval.simulate.style_check import check_style
from eval.simulate.telling import tell
from eval.simulate.world import World, indicators, places

_WORLD = World(7)
_PLACE = places()["Sóc Trăng"]
_YEAR = Period(2023)
_MINIMAL = """
name = "mine"
documents = ["report"]

[layout]
mark = "MÔ PHỎNG"
title = "BÁO CÁO"

[[block]]
sentences = ["Có {luat_su} luật sư."]
"""


def _filling(**changes: object) -> Filling:
    fields = {
        "report": "r.txt",
        "style": load_style("house"),
        "world": _WORLD,
        "place": _PLACE,
        "period": _YEAR,
        "date": dt.date(2023, 12, 9),
    }
    return Filling(**{**fields, **changes})


def _told(pattern: str, **changes: object) -> tuple[str, tuple[GoldFigure, ...]]:
    told = tell(_filling(**changes), (pattern,))
    assert told is not None, pattern
    return told


def _value(key: str, period: Period = _YEAR) -> int:
    return _WORLD.value(_PLACE, key, period)


@pytest.mark.parametrize("name", styles_of("all"))
def test_every_style_that_ships_can_be_used(name):
    assert check_style(name).startswith(f"{name} (")


def test_visible_styles_write_every_kind_of_paper_and_most_indicators():
    styles = [load_style(name) for name in styles_of("visible")]
    assert set().union(*(style.documents for style in styles)) == set(DocumentKind)
    assert sum(DocumentKind.REPORT in style.documents for style in styles) >= 4
    wordings = [s for style in styles for block in style.blocks for one in block.sentences for s in one]
    told = {key for key in indicators() if any(f"{{{key}" in wording for wording in wordings)}
    assert len(told) >= 70
    assert len({indicators()[key].area for key in told}) >= 14


def test_no_two_styles_share_a_sentence_with_figures():
    owners: dict[str, set[str]] = {}
    for name in styles_of("all"):
        for block in load_style(name).blocks:
            for sentence in (s for alternatives in block.sentences for s in alternatives if s.count("{") > 1):
                owners.setdefault(sentence, set()).add(name)
    assert [(s, names) for s, names in owners.items() if len(names) > 1] == []


@pytest.mark.parametrize(
    ("slot", "kind", "value", "unit", "period"),
    [
        ("{khai_sinh.previous:2}", Kind.PREVIOUS, _value("khai_sinh", Period(2021)), "trường hợp", "2021"),
        (
            "{khai_sinh.since:3}",
            Kind.ACHIEVED,
            sum(_value("khai_sinh", Period(year)) for year in (2021, 2022, 2023)),
            "trường hợp",
            "2021-01-01/2023-12-31",
        ),
        (
            "{van_ban_ban_hanh.rest:cấp tỉnh, cấp huyện}",
            Kind.PART,
            _WORLD.parts(_PLACE, "van_ban_ban_hanh", _YEAR)["cấp xã"],
            "văn bản",
            "2023",
        ),
        (
            "{hoa_giai_thanh.share_previous}",
            Kind.PREVIOUS,
            round(100 * _value("hoa_giai_thanh", Period(2022)) / _value("hoa_giai_thu_ly", Period(2022)), 2),
            "%",
            "2022",
        ),
        (
            "{khai_sinh.of_previous}",
            Kind.CHANGE,
            round(100 * _value("khai_sinh") / _value("khai_sinh", Period(2022)), 1),
            "%",
            "2023",
        ),
        (
            "{khai_sinh@nation}",
            Kind.ACHIEVED,
            _WORLD.value(places()["Cả nước"], "khai_sinh", _YEAR),
            "trường hợp",
            "2023",
        ),
    ],
)
def test_a_slot_says_what_its_aspect_means(slot, kind, value, unit, period):
    _, (figure,) = _told(f"Có {slot} việc.")
    assert (figure.kind, figure.value, figure.unit, figure.period) == (kind, value, unit, period)


def test_a_range_has_both_ends_and_belongs_to_next_year():
    text, (figure,) = _told("Phấn đấu từ {cuoc_tuyen_truyen.target_range|from_to} cuộc.")
    assert " đến " in text
    assert figure.value < figure.value_to
    assert (figure.kind, figure.period) == (Kind.TARGET, "2024")


def test_another_place_is_the_same_one_at_every_mention():
    text, (figure,) = _told("Tại {name@1} có {luat_su@1} luật sư; vẫn {name@1}.")
    assert text.count(figure.province) == 2
    assert figure.province in places()["Đồng bằng sông Cửu Long"].members
    assert figure.value == _WORLD.value(places()[figure.province], "luat_su", _YEAR)


def test_the_leader_of_the_country_leads():
    nation = places()["Cả nước"]
    _, (first, last) = _told(
        "{name@top1:khai_sinh}: {khai_sinh@top1}; {name@bottom1:khai_sinh}: {khai_sinh@bottom1}.",
        place=nation,
        kind=DocumentKind.NATIONAL,
    )
    values = {name: _WORLD.value(place, "khai_sinh", _YEAR) for name, place in places().items()}
    provinces = {name: values[name] for name, place in places().items() if not place.members}
    assert first.value == max(provinces.values())
    assert last.value == min(provinces.values())


def test_a_district_is_the_locality_of_its_figures():
    text, (figure,) = _told("Riêng {name@d1} có {khai_sinh@d1} trường hợp.")
    assert figure.locality in _PLACE.districts
    assert figure.value == _WORLD.districts(_PLACE, "khai_sinh", _YEAR)[figure.locality]
    assert figure.locality[1:] in text


def test_merged_provinces_say_so_and_add_their_parts_up():
    merged = places()["Cần Thơ 2025"]
    _, (now, before) = _told(
        "Có {luat_su} luật sư (trước đó {luat_su.previous}).", place=merged, period=Period(2025)
    )
    assert (now.province, now.merged, before.merged) == ("Cần Thơ", True, True)
    assert before.value == sum(
        _WORLD.value(places()[key], "luat_su", Period(2024)) for key in ("Cần Thơ", "Hậu Giang", "Sóc Trăng")
    )


def test_the_year_of_enforcement_runs_from_october():
    half = _filling(style=load_style("thads"), period=Period(2023, Span.HALF))
    assert half.words("{dates}") == "từ ngày 01/10/2022 đến ngày 31/03/2023"
    _, (figure,) = tell(half, ("Thi hành xong {thi_hanh_an_viec_xong} việc.",))
    assert (figure.period, figure.dates) == ("2023-H1", "2022-10-01/2023-03-31")


def test_a_number_that_is_no_figure_keeps_its_noughts_and_has_no_gold():
    text, gold = _told("Công văn số {any:001-009}/UBND và {luat_su} luật sư.")
    assert text.startswith("Công văn số 00")
    assert len(gold) == 1


@pytest.mark.parametrize(
    ("pattern", "constructions"),
    [
        ("Có {luat_su} luật sư.", ["plain"]),
        ("Có {luat_su|words} luật sư.", ["plain"]),
        ("Có {khai_sinh|bare} trường hợp.", ["bare"]),
        ("Có {khai_sinh|hedge} trường hợp.", ["hedge"]),
        ("Thu {phi_cong_chung|scale} đồng.", ["scale"]),
        (
            "Đạt {hoa_giai_thanh}/{hoa_giai_thu_ly} vụ, {hoa_giai_thanh.share}%.",
            ["fraction", "fraction", "share"],
        ),
        (
            "Số sinh, tử lần lượt là {khai_sinh} và {khai_tu}; cưới {ket_hon}.",
            ["respectively"] * 2 + ["plain"],
        ),
        (
            "Ban hành {van_ban_ban_hanh} (tỉnh {van_ban_ban_hanh.part:cấp tỉnh}).",
            ["plain", "part_in_bracket"],
        ),
        ("Tại {name@1}: {luat_su@1}, tại {name@d1}: {luat_su@d1}.", ["other_place", "district"]),
        ("Ba năm: {khai_sinh.since:3}.", ["several_years"]),
        ("Phấn đấu {cuoc_tuyen_truyen.target_range} cuộc.", ["range"]),
        ("Có {khai_sinh}, " + ", ".join(["{khai_tu}"] * 5) + ".", ["crowd"] * 6),
    ],
)
def test_constructions_are_named(pattern, constructions):
    assert [figure.construction for figure in _told(pattern)[1]] == constructions


def test_gold_says_where_in_its_sentence_a_number_stands():
    text, gold = _told("Từ {van_ban_ban_hanh} lên {van_ban_ban_hanh}, {khai_sinh|hedge} trẻ.")
    assert [text[f.at : f.at + len(f.printed)] for f in gold] == [f.printed for f in gold]
    assert len({figure.at for figure in gold}) == 3


def test_a_word_that_begins_a_sentence_is_printed_as_it_stands():
    text, (figure,) = _told("{khai_sinh|hedge} trường hợp.")
    assert figure.at == 0
    assert figure.printed[0].isupper() or figure.printed[0].isdigit()
    assert text.startswith(figure.printed)


def test_a_misprint_is_a_thousandfold_and_says_so():
    _, (wrong, right) = _told("Có {luat_su} luật sư, {khai_sinh} trẻ.", misprint="luat_su")
    assert (wrong.value, wrong.misprint, wrong.construction) == (1000 * _value("luat_su"), True, "misprint")
    assert not right.misprint


def test_preliminary_figures_are_marked_and_lower():
    filling = {"preliminary": True, "kind": DocumentKind.PRESS}
    figures = [_told(f"Có {{{key}}} việc.", **filling)[1][0] for key in indicators()]
    differing = [figure for figure in figures if figure.preliminary]
    assert len(figures) / 5 < len(differing) < len(figures) / 1.5
    assert all(figure.value < _value(figure.indicator) for figure in differing)
    assert all(f.value == _value(f.indicator) for f in figures if not f.preliminary)


def test_headings_of_two_levels_are_merged_over_their_columns():
    table = Table(
        "B", ("TT", "Đơn vị", "Nam", "Nữ", "Tổng"), (), above=((), (), ("Số người",), ("Số người",), ())
    )
    assert table.head_rows == 2
    assert HeadCell("Số người", 0, 2, columns=2) in table.head
    assert HeadCell("Đơn vị", 0, 1, rows=2) in table.head
    assert table.head_grid == (("TT", "Đơn vị", "Số người", "", "Tổng"), ("", "", "Nam", "Nữ", ""))


def test_units_in_headings_scale_the_print_and_not_the_value():
    plan = ReportPlan(file="p.docx", place="Sóc Trăng", period=_YEAR, kind=DocumentKind.APPENDIX)
    gold = compose(plan, load_style("appendix_form"), _WORLD).gold
    total = next(f for f in gold if f.indicator == "tien_phat_vi_pham_hanh_chinh" and f.locality is None)
    assert float(total.printed.replace(".", "").replace(",", ".")) * 1_000_000 == total.value
    assert abs(total.value - _value("tien_phat_vi_pham_hanh_chinh")) <= 500
    assert (total.unit, total.above, total.column_number) == ("đồng", "Xử phạt vi phạm hành chính", 4)


def test_lead_ins_are_bold_and_numbering_follows_the_style():
    plan = ReportPlan(file="p.docx", place="Cà Mau", period=_YEAR, style="bullets")
    blocks = compose(plan, load_style("bullets"), _WORLD).document.blocks
    led = [block for block in blocks if isinstance(block, Paragraph) and block.lead]
    assert "* Ban hành: " in {block.text[: block.lead] for block in led}
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings[0].startswith("1. ")
    assert headings[1].startswith("a. ")


def test_numbering_counts_anew_below_each_heading():
    numbering = Numbering(("Phần thứ {ordinal}:", "{roman}.", "{2}.{arabic}."))
    assert [numbering.next(level) for level in (1, 2, 3, 3, 2, 3, 1, 2, 4)] == [
        *("Phần thứ nhất:", "I.", "1.1.", "1.2.", "II.", "2.1.", "Phần thứ hai:", "I.", ""),
    ]


@pytest.mark.parametrize(
    ("replaced", "by", "message"),
    [
        (
            "{luat_su}",
            "{luat_xu}",
            r"mine\.toml: block\[0\]\.sentences\[0\]\[0\]: .*no indicator .* 'luat_xu'",
        ),
        ("{luat_su}", "{luat_su.sum}", r"sentences\[0\]\[0\]: .*there is no aspect 'sum'"),
        ("{luat_su}", "{luat_su|roman}", r"there is no form 'roman'"),
        ("{luat_su}", "{luat_su@moon}", r"'@moon' names no place"),
        ("{luat_su}", "{luat_su.part:cấp tỉnh}", r"has no part 'cấp tỉnh', only hành nghề"),
        ("{luat_su}", "{luat_su.share}", r"is part of nothing, so it has no share"),
        ("{luat_su}", "{luat_su.since:3}", r"stands at a moment"),
        ("{luat_su}", "{luat_su", r"a brace that is no slot"),
        ('"BÁO CÁO"', '"BÁO CÁO"\nsubjekt = "x"', r"mine\.toml: layout\.subjekt: Extra inputs"),
        ('title = "BÁO CÁO"', "", r"layout\.title: Field required"),
        ('"report"', '"novel"', r"documents\[0\]"),
        ('mark = "MÔ PHỎNG"', "", r"must say that the report is simulated"),
        ('"report"', '"report", "appendix"', r"needs \[layout.appendix\]"),
        ("sentences", 'table = "t"\n#', r"block\[0\]\.table: no table 't'"),
        ("sentences", 'heading = "Kết quả"\n#', r"block\[0\]: .*a heading needs a level"),
        ("sentences = [", "sentences = ", "not TOML"),
    ],
)
def test_a_fault_of_a_style_names_the_file_and_the_key(tmp_path, replaced, by, message):
    assert replaced in _MINIMAL
    path = tmp_path / "mine.toml"
    path.write_text(_MINIMAL.replace(replaced, by, 1), encoding="utf-8")
    with pytest.raises(StyleError, match=message):
        check_style(str(path))


def test_the_command_checks_a_style(tmp_path):
    app = typer.Typer()
    app.command()(command.main)
    path = tmp_path / "mine.toml"
    path.write_text(_MINIMAL, encoding="utf-8")
    good = CliRunner().invoke(app, ["--check-style", str(path)])
    assert (good.exit_code, "mine (report): 1 indicators" in good.output) == (0, True)
    path.write_text(_MINIMAL.replace("luat_su", "luat_xu"), encoding="utf-8")
    bad = CliRunner().invoke(app, ["--check-style", str(path)])
    assert bad.exit_code == 2
    assert "block[0].sentences[0][0]" in bad.output


def test_every_plain_slot_that_is_explained_can_be_filled():
    filling = _filling(locality="Huyện Trần Đề")
    arguments = {"any": ":10-99", "year": ":-1", "period": ":-1"}
    for name in NAMES:
        assert "{" not in (filling.words(f"{{{name}{arguments.get(name, '')}}}") or "{"), name


def test_the_notation_is_explained_where_styles_begin():
    text = "".join(line for line in _house_text().splitlines(keepends=True) if line.startswith("#"))
    for name in ("share_target", "of_plan", "compound", "hedge_short", "@top1", "year_starts", "total_first"):
        assert name in text
    assert tomllib.loads(_house_text())["name"] == "house"


def _house_text() -> str:
    return resources.files("eval.simulate.styles").joinpath("house.toml").read_text(encoding="utf-8")


def test_rates_may_have_a_point_where_counts_have_dots():
    text, (_, share) = _told(
        "{hoa_giai_vien} người, {hoa_giai_thanh.share}%.", style=load_style("press_brief")
    )
    assert share.printed == str(share.value)
    assert text.count(".") == 3


def test_part_of_a_period_is_told_only_where_the_period_is_longer():
    _, (figure,) = _told("Riêng nửa năm có {khai_sinh.within:H1} trẻ.")
    assert (figure.period, figure.value) == ("2023-H1", _value("khai_sinh", Period(2023, Span.HALF)))
    assert figure.construction == "part_of_period"
    half = _filling(period=Period(2023, Span.HALF))
    assert tell(half, ("Riêng nửa năm có {khai_sinh.within:H1} trẻ.",)) is None
