"""Where the sentences of running text begin and end.

A line end always ends one; a full stop does unless it stands inside a number, after an abbreviation or
after the number of a heading or list item. Knows Vietnamese and English abbreviations; knows nothing of
headings, tables or pages, which the structured report keeps.
"""

import re

_STOP = re.compile(r"(?:\.{2,}|…+|[.!?])[.!?…/]*[\"”’')\]»]*")
# A dot after one of these belongs to the word (compared in lower case, inner dots kept).
_ABBREVIATIONS = frozenset(
    ("tp", "t.p", "tx", "tt", "q", "p", "h", "x", "đ", "ô", "pgs", "gs", "ts", "ths", "th.s", "tsk", "bs",
     "ks", "cn", "ls", "cv", "đ/c", "đc", "tr", "vd", "stt", "nxb", "ccb", "bt", "pts", "ncs", "mr",
     "mrs", "ms", "dr", "prof", "no", "art", "st", "vs", "approx", "e.g", "i.e", "cf", "fig", "vol",
     "dept", "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)  # fmt: skip
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘«|,;:]*$")
_LONGEST_WORD = 40
_MARKER = re.compile(
    r"[-+*•–]?\s*\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVXLivx]{1,5}|[a-zA-ZđĐ])"
    r"|(?:điều|chương|mục|phần|khoản|phụ lục|biểu|bảng|hình|article|section|chapter|table|part)"
    r"(?: số)? [0-9IVXLA-Z]{1,5}",
    re.IGNORECASE,
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, trimmed of white space, full stop included."""
    stop = len(text) if end is None else min(end, len(text))
    spans: list[tuple[int, int]] = []
    line = start
    while line < stop:
        newline = text.find("\n", line, stop)
        line_end = stop if newline < 0 else newline
        _split_line(text, line, line_end, spans)
        line = line_end + 1
    return spans


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    begin = _skip_space(text, start, end)
    for found in _STOP.finditer(text, begin, end):
        if found.start() < begin or not _ends_sentence(text, begin, found, end):
            continue
        spans.append((begin, found.end()))
        begin = _skip_space(text, found.end(), end)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append((begin, end))


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    after = found.end()
    if after >= end:
        return True
    word = _WORD_BEFORE.search(text, max(begin, found.start() - _LONGEST_WORD), found.start())
    before = word[0] if word else ""
    if not text[after].isspace():
        return found[0] == "." and _joined_by_mistake(before, text[after : after + 2])
    if found[0][0] in "!?":
        return True
    next_word = _skip_space(text, after, end)
    if next_word == end:
        return True
    following = text[next_word]
    if following.islower():
        # Careless typing: a sentence that begins small still begins, after a plain word or number.
        return (
            found[0] == "."
            and (_plain_word(before) or before[-1:].isdigit())
            and not _is_marker(text, begin, found)
        )
    if found[0] != ".":
        return True
    return not (_is_marker(text, begin, found) or _is_abbreviation(before))


def _joined_by_mistake(before: str, after: str) -> bool:
    """`văn bản.Trong`: the space was forgotten; `TP.HCM`, `Th.S` and addresses are not this."""
    return _plain_word(before) and len(after) == 2 and after[0].isupper() and after[1].islower()


def _plain_word(word: str) -> bool:
    return len(word) >= 2 and word.isalpha() and word.islower() and word not in _ABBREVIATIONS


def _is_marker(text: str, begin: int, found: re.Match[str]) -> bool:
    return _MARKER.fullmatch(text[begin : found.start()].strip()) is not None


def _is_abbreviation(word: str) -> bool:
    """`TP`, `PGS.TS`, and initials (`V`) stand before a dot that ends no sentence."""
    lowered = word.lower()
    if len(word) == 1:
        return word.isupper() or lowered in _ABBREVIATIONS
    return lowered in _ABBREVIATIONS or ("." in word and lowered.rpartition(".")[2] in _ABBREVIATIONS)
