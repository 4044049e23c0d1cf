"""Letters: normalisation, folding, tone places, tokens, sentences, language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.text import (
    detect_language,
    fold,
    has_diacritics,
    lower,
    normalise,
    place_tone,
    sentences,
    tokens,
)

_LETTERS = "aăâeêioôơuưyđbcghklmnpqrstvxAĂÂĐÊÔƠƯYN"
_MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
_VIETNAMESE = st.text(st.sampled_from(_LETTERS + _MARKS + " .,0123\u00a0\u200b\r\n"), max_size=40)
_ANY = st.one_of(_VIETNAMESE, st.text(max_size=60))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (unicodedata.normalize("NFD", "Hòa giải ở cơ sở"), "Hòa giải ở cơ sở"),
        ("e\u0301\u0302 u\u0309\u031b a\u0323\u0306", "ế ử ặ"),
        ("ê\u0301 ư\u0323", "ế ự"),
        ("184\u00a0000\u2009vụ\u202fviệc", "184 000 vụ việc"),
        ("tư\u00ad pháp\u200b \ufeffnăm", "tư pháp năm"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("Ðồng ðội", "Đồng đội"),
        ("tab\tở lại", "tab\tở lại"),
    ],
)
def test_normalises(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(_ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(_ANY)
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    for kept in (text, normalise(text)):
        assert len(fold(kept)) == len(lower(kept)) == len(kept)
        assert fold(fold(kept)) == fold(kept)


def test_folds_letter_by_letter() -> None:
    text = "THẨM ĐỊNH văn bản ở Đắk Lắk İ ß"
    folded = fold(text)
    assert folded.startswith("tham dinh van ban o dak lak ")
    assert folded.index("dak") == text.index("Đắk")


def test_folded_vietnamese_is_ascii() -> None:
    vowels = "aăâeêioôơuưy"
    every = (
        "".join(unicodedata.normalize("NFC", v + mark) for v in vowels for mark in _MARKS[:5]) + vowels + "đ"
    )
    assert fold(every).isascii()
    assert fold(every.upper()) == fold(every)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("so van ban 2023", False), ("văn", True), ("dao Đ", True), ("", False), ("TP–HCM …", False)],
)
def test_has_diacritics(text: str, expected: bool) -> None:
    assert has_diacritics(text) is expected


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("hoà", "hòa"), ("Hoà", "Hòa"), ("HOÀ", "HÒA"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("uỷ", "ủy"),
        ("tuý", "túy"), ("xoè", "xòe"), ("hòan", "hoàn"), ("gía", "giá"), ("qúy", "quý"), ("quý", "quý"),
        ("quí", "quí"), ("gì", "gì"), ("giữa", "giữa"), ("nghĩa", "nghĩa"), ("thuở", "thuở"),
        ("khuỷu", "khuỷu"), ("ngoáy", "ngoáy"), ("huỳnh", "huỳnh"), ("quyết", "quyết"),
        ("nguyễn", "nguyễn"), ("Việt", "Việt"), ("người", "người"), ("café", "café"),
    ],
)  # fmt: skip
def test_places_tones(typed: str, canonical: str) -> None:
    assert place_tone(typed) == canonical


@given(_ANY)
def test_placing_tones_keeps_length_and_letters(text: str) -> None:
    kept = normalise(text)
    placed = place_tone(kept)
    assert len(placed) == len(kept)
    assert fold(placed) == fold(kept)
    assert place_tone(placed) == placed


def test_tokens() -> None:
    text = "Số 42/BC-STP: 184.000 lượt (98,5%), 6T/2023; điểm 1.1."
    found = tokens(text)
    assert [token.text for token in found] == [
        "Số", "42", "BC", "STP", "184.000", "lượt", "98,5", "6", "T", "2023", "điểm", "1.1",
    ]  # fmt: skip
    assert all(text[token.start : token.end] == token.text for token in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 184.000 lượt. Mở 6 hội nghị.", ["Có 184.000 lượt.", "Mở 6 hội nghị."]),
        ("1.1. Thẩm định văn bản", ["1.1. Thẩm định văn bản"]),
        ("II. KẾT QUẢ", ["II. KẾT QUẢ"]),
        ("a) Hòa giải. Kết quả tốt.", ["a) Hòa giải.", "Kết quả tốt."]),
        ("Tại TP. Hồ Chí Minh có 5 vụ.", ["Tại TP. Hồ Chí Minh có 5 vụ."]),
        ("Theo số 123/QĐ-UBND. Trong năm có 5 vụ.", ["Theo số 123/QĐ-UBND.", "Trong năm có 5 vụ."]),
        ("Sách, báo, v.v. và nhiều tài liệu khác.", ["Sách, báo, v.v. và nhiều tài liệu khác."]),
        ("Do Th.S Lan và PGS.TS. Minh trình bày.", ["Do Th.S Lan và PGS.TS. Minh trình bày."]),
        ("Thiếu chính xác…/.", ["Thiếu chính xác…/."]),
        ("Hòa giải... và tư vấn. Xong.", ["Hòa giải... và tư vấn.", "Xong."]),
        ("Một việc; hai việc.\nDòng sau", ["Một việc; hai việc.", "Dòng sau"]),
        ("Số tổ là 1.704. Số viên là 10.601.", ["Số tổ là 1.704.", "Số viên là 10.601."]),
        ("Ông nói: “Đã xong.” Sau đó họp.", ["Ông nói: “Đã xong.”", "Sau đó họp."]),
        ("Xong 5 văn bản.Trong kỳ có 2.", ["Xong 5 văn bản.", "Trong kỳ có 2."]),
        ("xong 5 vụ việc. còn 3 vụ.", ["xong 5 vụ việc.", "còn 3 vụ."]),
        ("Vì sao? Vì thế!", ["Vì sao?", "Vì thế!"]),
        ("Điều 5. Phạm vi áp dụng", ["Điều 5. Phạm vi áp dụng"]),
        ("It served 405 people. Mr. Nam joined.", ["It served 405 people.", "Mr. Nam joined."]),
        ("  \n  ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(_ANY)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    kept = normalise(text)
    spans = sentences(kept)
    assert "".join("".join(kept[a:b].split()) for a, b in spans) == "".join(kept.split())
    assert all(kept[a:b] == kept[a:b].strip() != "" for a, b in spans)


@pytest.mark.parametrize("text", [". ", "Một. ", "? ", "Hai .  ", "... ", ". \n. "])
def test_space_at_the_end_of_a_line_ends_its_sentence(text: str) -> None:
    assert "".join(text[a:b] for a, b in sentences(text)).replace(" ", "") == "".join(text.split())


def test_sentences_of_a_part() -> None:
    text = "Một. Hai. Ba."
    assert [text[a:b] for a, b in sentences(text, 5, 9)] == ["Hai."]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("so van ban tham dinh hau giang 2023", "vi"),
        ("How many documents were appraised in Hau Giang in 2023?", "en"),
        ("Hau Giang 2023 lawyers", "en"),
        ("Năm 2023 có bao nhiêu văn bản được thẩm định?", "vi"),
        ("the soc trang thi sao", "vi"),
        ("con nam 2022?", "vi"),
        ("What about Soc Trang?", "en"),
        ("How many lawyers does Hậu Giang have?", "en"),
        ("notaries Cần Thơ", "en"),
        ("TGPL 2023", "vi"),
        ("to hoa giai ninh binh", "vi"),
        ("so vb tham dinh hau giang", "vi"),
        ("Mediation success rate Quang Nam", "en"),
        ("In 2023 the Sở Tư pháp of Hậu Giang appraised 42 documents.", "en"),
        ("2023", "vi"),
        ("", "vi"),
    ],
)
def test_detects_language(text: str, language: str) -> None:
    assert detect_language(text) == language
