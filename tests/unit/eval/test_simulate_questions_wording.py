"""How questions are worded: the visible phrasings are whole, and words are drawn alike for the same seed."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.simulate.questions.phrasings import (
    Manner,
    PhrasingError,
    known_phrasings,
    load_phrasings,
    named_frames,
)
from eval.simulate.questions.wording import Slots, Worded, Wording, bare, is_money, says
from eval.simulate.world import indicators, places

_FILES = known_phrasings()
_COUNTED = ("khai_sinh", "khai_tu", "ket_hon")
_MONEY = ("le_phi_chung_thuc", "phi_cong_chung", "nop_ngan_sach_cong_chung")


def _slots(*, money: bool | None, rises: bool | None) -> Slots:
    return Slots(
        indicators=_MONEY if money else _COUNTED,
        places=("Hậu Giang", "Hồ Chí Minh", "Cả nước"),
        periods=("2023-H1", "2022-H1"),
        years=(2020, 2023),
        region="Tây Nguyên",
        merged="Cần Thơ",
        part="cấp tỉnh",
        locality="Huyện Phụng Hiệp",
        n=3,
        threshold=1500,
        rises=rises,
    )


@cache
def _worded(source: str, task: str, manner: Manner, slots: Slots) -> frozenset[Worded]:
    """What sixty seeds make of a task, which its frames share."""
    wordings = (_wording(source, seed) for seed in range(60))
    worded = (wording.word(task, (manner,), slots) for wording in wordings)
    return frozenset(each for each in worded if each is not None)


@cache
def _wording(source: str, seed: int) -> Wording:
    return Wording((source,), seed)


@pytest.mark.parametrize(
    "named", [named for file in _FILES for named in named_frames(file)], ids=lambda named: named.name
)
def test_every_frame_can_be_asked_and_leaves_no_slot_open(named):
    slots = _slots(
        money=named.frame.money, rises=True if named.frame.rises else False if named.frame.falls else None
    )
    worded = _worded(named.source, named.frame.task, named.frame.manner, slots)
    texts = [each.text for each in worded if each.frame == named.name]
    assert texts
    assert not any(mark in text for text in texts for mark in "{}")


@pytest.mark.parametrize("file", _FILES)
def test_every_indicator_of_the_world_has_names(file):
    assert set(indicators()) == set(load_phrasings(file).indicator)


@pytest.mark.parametrize("file", _FILES)
def test_every_task_can_be_asked(file):
    assert {frame.task for frame in load_phrasings(file).frame} == {
        frame.task for frame in load_phrasings("visible").frame
    }


@pytest.mark.parametrize("file", _FILES)
def test_no_two_indicators_share_a_name(file):
    owners: dict[str, str] = {}
    for key, names in load_phrasings(file).indicator.items():
        for name in {*names.noun, *names.ask, *names.short, *names.citizen, *names.en}:
            assert owners.setdefault(bare(name), key) == key, name


@pytest.mark.parametrize("name", sorted({place.name for place in places().values()}))
def test_every_place_has_a_spelling_in_every_manner(name):
    for manner in ("vi", "short", "en"):
        slots = Slots(indicators=("khai_sinh",), places=(name,), periods=("2023",))
        worded = Wording(("visible",), 3).word("level", (manner,), slots)
        assert worded is not None
        assert worded.manner == manner


def test_a_rise_is_not_asked_of_what_fell():
    slots = _slots(money=False, rises=False)
    frames = {
        worded.frame
        for seed in range(80)
        if (worded := Wording(("visible",), seed).word("compare_places", ("vi", "short", "en"), slots))
    }
    for named in named_frames("visible"):
        assert not (named.name in frames and named.frame.rises)


def test_another_half_is_another_file_and_a_missing_one_is_named():
    with pytest.raises(PhrasingError, match="nowhere"):
        Wording(("visible", "nowhere"), 1)
    with pytest.raises(PhrasingError):
        Wording((), 1)


@given(st.text())
def test_bare_text_has_no_diacritics_and_stays_as_it_is(text):
    plain = bare(text)
    assert not any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", plain))
    assert bare(plain) == plain


@pytest.mark.parametrize(
    ("text", "plain"), [("Đắk Lắk – Huế", "dak lak - hue"), ("Vụ việc TGPL", "vu viec tgpl")]
)
def test_bare_text_is_as_people_type(text, plain):
    assert bare(text) == plain


@pytest.mark.parametrize(
    ("period", "known"), [("2023", True), ("2023-9M", True), ("2021/2023", False), ("2023-11", False)]
)
def test_only_periods_with_words_are_asked_of(period, known):
    assert says(period) is known


def test_money_is_what_is_counted_in_dong():
    assert is_money("phi_cong_chung")
    assert not is_money("luat_su")
