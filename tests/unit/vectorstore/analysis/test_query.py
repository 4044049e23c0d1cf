"""Questions as officials type them, and how they are understood."""

import json
from pathlib import Path

import pytest

from vectorstore.analysis.query import Aspect, read_question

HERE = Path(__file__).parent


def _understood(case: dict) -> bool:
    reading = read_question(case["question"])
    return (
        [m.indicator for m in reading.indicators] == case["indicators"]
        and [m.name for m in reading.places] == case["provinces"]
        and [m.period for m in reading.periods] == case["periods"]
        and case["aspect"] in {aspect.value for aspect in reading.aspects}
        and reading.numeric is case["numeric"]
        and reading.language == case["language"]
    )


@pytest.mark.parametrize(("name", "floor"), [("questions_first", 59), ("questions_held_back", 58)])
def test_questions_are_understood(name: str, floor: int) -> None:
    cases = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [case["question"] for case in cases if not _understood(case)]
    assert len(cases) - len(wrong) >= floor, wrong


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?",
        "so van ban tham dinh hau giang 2023",
        "so vb tham dinh hau giang 2023",
        "How many documents were appraised in Hau Giang in 2023?",
    ],
)
def test_one_question_in_many_words_is_one_reading(question: str) -> None:
    reading = read_question(question)
    assert [m.indicator for m in reading.indicators] == ["van_ban_tham_dinh"]
    assert [m.name for m in reading.places] == ["Hậu Giang"]
    assert [m.period for m in reading.periods] == ["2023"]
    assert reading.numeric
    assert reading.terms == ()


def test_neighbours_that_count_the_same_noun_stay_apart() -> None:
    verbs = {
        "ban hành": "van_ban_ban_hanh",
        "thẩm định": "van_ban_tham_dinh",
        "góp ý": "van_ban_gop_y",
        "rà soát": "van_ban_ra_soat",
        "tự kiểm tra": "van_ban_tu_kiem_tra",
        "bãi bỏ": "van_ban_bai_bo",
    }
    for verb, indicator in verbs.items():
        reading = read_question(f"Năm 2022 An Giang {verb} bao nhiêu văn bản?")
        assert [m.indicator for m in reading.indicators] == [indicator], verb


def test_two_indicators_in_the_order_asked() -> None:
    reading = read_question("Kiên Giang năm 2023 ban hành và thẩm định bao nhiêu văn bản?")
    assert [m.indicator for m in reading.indicators] == ["van_ban_ban_hanh", "van_ban_tham_dinh"]


def test_what_heads_a_list_of_its_parts_is_not_asked_for() -> None:
    reading = read_question("Số phiếu lý lịch tư pháp số 1 và số 2 mà Lâm Đồng cấp năm 2023")
    assert [m.indicator for m in reading.indicators] == ["phieu_lltp_so_1", "phieu_lltp_so_2"]


def test_a_rate_is_asked_for_without_its_noun() -> None:
    reading = read_question("Tỷ lệ hòa giải thành của Cần Thơ năm 2023?")
    assert [m.indicator for m in reading.indicators] == ["hoa_giai_thanh"]
    assert reading.aspects == {Aspect.SHARE}


def test_a_narrowing_word_is_kept_as_a_condition() -> None:
    reading = read_question("Các văn phòng công chứng An Giang năm 2023 công chứng bao nhiêu vụ việc?")
    assert {"van", "phong", "cong", "chung"} <= set(reading.terms)


def test_a_question_for_words_wants_no_number() -> None:
    assert not read_question("Công tác tư pháp năm 2023 của Hậu Giang còn những hạn chế gì?").numeric
