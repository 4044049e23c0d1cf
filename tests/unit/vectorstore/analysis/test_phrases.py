"""Word patterns: what their signs mean, and English words in all their endings."""

import pytest

from vectorstore.analysis.question.phrase_tree import Node, Reading, Spelling, add_pattern
from vectorstore.analysis.question.stems import stem
from vectorstore.analysis.text import fold, place_tone, tokens


def _found(pattern: str, text: str, *, stems: bool = False) -> list[tuple[tuple[int, ...], int | None]]:
    spelling = Spelling(stems=stems)
    root, kinds = Node(), Node()
    add_pattern(root, pattern.split(), "met", spelling)
    add_pattern(kinds, ["luật", "sư"], "kind", spelling)
    add_pattern(kinds, ["công", "chứng", "viên"], "kind", spelling)
    words = tokens(text)
    written = [place_tone(word.text.lower()) for word in words]
    keys = [stem(fold(word)) if stems else fold(word) for word in written]
    reading = Reading(words, text, written, keys, {"kind": kinds}, {}, frozenset(), {"ba": 3})
    return [(laid.at, laid.number) for at in range(len(words)) for laid in reading.laid(root, at)]


@pytest.mark.parametrize(
    ("pattern", "text", "at", "number"),
    [
        ("số luật sư", "Số luật sư", (0, 1, 2), None),
        ("số luật sư", "so luat su", (0, 1, 2), None),
        ("số @kind nam", "số công chứng viên nam", (0, 1, 2, 3, 4), None),
        ("số tất? cả? @kind", "số luật sư", (0, 1, 2), None),
        ("số tất? cả? @kind", "số tất cả luật sư", (0, 1, 2, 3, 4), None),
        ("hơn * bao nhiêu", "hơn Cần Thơ bao nhiêu", (0, 3, 4), None),
        ("# tỉnh đầu", "ba tỉnh đầu", (0, 1, 2), 3),
        ("năm#5 tỉnh", "Năm tỉnh đầu", (0, 1), 5),
        ("increas*", "increasing", (0,), None),
        ("=cộng", "cộng", (0,), None),
        ("đứng đầu|cuối", "đứng cuối", (0, 1), None),
    ],
)
def test_a_pattern_is_found(pattern: str, text: str, at: tuple[int, ...], number: int | None) -> None:
    assert (at, number) in _found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("số luật sư", "sổ luật sư"),  # other marks are another word
        ("số luật sư", "số. Luật sư"),
        ("=cộng", "cong"),
    ],
)
def test_a_pattern_is_not_found(pattern: str, text: str) -> None:
    assert _found(pattern, text) == []


@pytest.mark.parametrize(
    ("words", "one"),
    [
        (("notary", "notaries"), True), (("marry", "married"), True), (("organise", "organized"), True),
        (("settle", "settled", "settles", "settling"), True), (("child", "children"), True),
        (("centre", "centers"), True), (("hold", "held"), True), (("practise", "practising"), True),
        (("appraise", "appraised", "appraising"), True), (("case", "cases"), True),
        (("mediator", "mediation"), False), (("lawyer", "law"), False), (("issue", "is"), False),
        (("inspection", "inspect"), False), (("new", "news"), False),
    ],
)  # fmt: skip
def test_english_words_meet_in_their_endings(words: tuple[str, ...], one: bool) -> None:
    assert (len(set(map(stem, words))) == 1) is one


def test_number_points_break_no_name() -> None:
    assert _found("certificates no 2", "certificates no. 2", stems=True)
