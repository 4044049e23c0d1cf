"""Where numbers count nothing: document numbers, headings, page counters, telephone numbers, ordinals.

Spans that a pattern settles come from `uncounted_spans`; what depends on the word before a number is
`names_something`; whether words like `năm` or `một` are numbers is `counted_in_words`. Dates, years and
periods are read in `periods.py`.
"""

import re

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.lexemes import Lexed
from vectorstore.analysis.measures import currency_end, percent_end
from vectorstore.analysis.period_patterns import written
from vectorstore.analysis.text import fold

# A heading or list number: at the start of a line, perhaps after a bullet.
_MARKER = re.compile(
    r"^[ \t]*(?:[-+*•–][ \t]*)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]+(?=[ \t]+\S)|\d{1,2}/(?=[ \t]))", re.MULTILINE
)
_SECTION = re.compile(r"^[ \t]*\d{1,2}(?:\.\d{1,2})+(?=[ \t]+([^\W\d_]))", re.MULTILINE)
_PAGE_LINE = re.compile(r"^[ \t]*[-–][ \t]*\d{1,4}[ \t]*[-–][ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\[\d{1,3}(?:\s?,\s?\d{1,3})*\]|\(\d{1,2}\)")
_TELEPHONE = re.compile(
    r"(?<![\w.,/])(?:(?:\+84|0)[ .]?\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}|1[89]00[ .]\d{4})(?!\w)"
)
_LETTERED = re.compile(r"(?<=[^\W\d_])[-–]?\d+(?:[.,]\d+)*|\b\d+[A-ZĐ]\d*\b|(?<=[A-ZĐ]/)\d+")
_LOWERED = tuple(
    written(pattern)
    for pattern in (
        r"\b(?:điện thoại|đt|sđt|fax|tel|hotline)\s*[.:]?\s*\(?[+\d][\d\s().-]{5,}\d",
        r"\b(?:trang|page)\s+\d+(?:\s*/\s*\d+|\s+of\s+\d+)?",
        r"\b(?:lúc|hồi|vào)\s+\d{1,2}\s*(?:giờ|h)\b(?:\s*\d{1,2}\b)?",
        r"\b\d{1,2}\s*(?:giờ|h|g)\s*\d{2}\b|\b\d{1,2}h\b|\b\d{1,2}:\d{2}\b|\b24/7\b|\b24/24\b(?:\s*(?:giờ|h\b)|(?=\s*(?:[.,;:)]|$|/)|\s+(?:trong|các|mỗi|để|và|hằng|hàng)\b))",
        r"\b(?:công nghiệp|cách mạng|thời đại|thế hệ)\s+\d[.,]0\b",
        r"\b1\s+cửa\b",
        r"\b\d+(?:st|nd|rd|th)\b",
    )
)


def uncounted_spans(part: str, lowered: str) -> list[tuple[int, int]]:
    """Spans of `part` whose digits are markers, references, telephone numbers, times of day or versions."""
    spans = [
        found.span()
        for pattern in (_MARKER, _PAGE_LINE, _REFERENCE, _TELEPHONE, _LETTERED)
        for found in pattern.finditer(part)
    ]
    spans += [found.span() for found in _SECTION.finditer(part) if found[1].isupper()]
    for pattern in _LOWERED:
        spans += [found.span() for found in pattern.finditer(lowered)]
    return spans


# Always the number of a thing, whatever follows.
_NUMBERED = frozenset(
    ("điều", "khoản", "chương", "lục", "biểu", "bảng", "hình", "trang", "thứ", "khóa", "quý", "article",
     "articles", "clause", "section", "chapter", "page", "appendix", "annex", "table", "form", "stt",
     "level", "no", "nos", "decree", "circular", "resolution", "decision")
)  # fmt: skip
# The number of a thing unless something that can be counted follows; with the most digits it may have.
_MAYBE_NUMBERED = dict.fromkeys(
    ("mục", "phần", "tổ", "nhóm", "loại", "hạng", "quận", "phường", "thôn", "ấp", "xóm", "khu", "phố",
     "khối", "đội", "phòng", "câu", "bài", "tập", "bước", "tầng", "đường", "ngõ", "hẻm", "vòng", "đợt",
     "kỳ", "mẫu", "chí", "chuẩn", "tiết", "điểm", "định", "quyết", "tư", "thị", "hoạch", "án", "văn",
     "trình", "trường", "luận", "luật", "nghị", "qđ", "nq", "nđ", "tt", "ct", "kh", "đa", "cv", "kl", "hd"),
    3,
) | dict.fromkeys(["cấp", "độ", "mức", "bậc", "lần"], 1) | {"lớp": 2}  # fmt: skip
# `trong số 68 văn bản`, `tổng số 245`: these make `số` a quantity again.
_COUNTING_NUMBER = frozenset(["tổng", "trong", "con", "chỉ", "tỷ", "tỉ", "dân", "hệ", "sĩ"])
_DOCUMENT_WORDS = frozenset(
    ("nghị quyết", "nghị định", "quyết định", "thông tư", "chỉ thị", "kế hoạch", "công văn", "đề án", "dự án",
     "chương trình", "hội trường", "kết luận", "tờ trình", "tiêu chí", "tiêu chuẩn")
)  # fmt: skip
_SCALED = re.compile(
    r"\s*(?:%|(?:tỷ|tỉ|triệu|nghìn|ngàn)\b(?! (?:lệ|số|trọng))|đồng\b)"
)  # `giá khởi điểm 30 tỷ`
_SECOND_HALVES = frozenset(
    ("quyết", "định", "tư", "thị", "hoạch", "văn", "án", "trình", "trường", "luận", "chí", "chuẩn", "nghị")
)  # fmt: skip
_PERIOD_WORDS, _SAME = frozenset(["kỳ", "ky"]), frozenset(["cùng", "cung"])  # `cùng kỳ 187`
_FOLDED_NUMBERED = frozenset(map(fold, _NUMBERED)) - {"thu"}
_FOLDED_MAYBE = {fold(word): digits for word, digits in _MAYBE_NUMBERED.items()}
_FOLDED_COUNTING = frozenset(map(fold, _COUNTING_NUMBER))


def names_something(before: list[str], literal: str, lowered: str, end: int, *, marked: bool) -> bool:
    """Whether a number is the name of something (`Điều 5`, `số 1`, `Đề án 06`) rather than a count.

    `before`: the lower-case words and signs before it, nearest last; `end`: where the number ends in
    `lowered`; `marked`: whether the text is written with diacritics.
    """
    words = (
        before[:-1] if before and before[-1] in (":", ".") and before[-2:-1] in (["số"], ["no"]) else before
    )
    if not words:
        return False
    last, previous = words[-1], words[-2] if len(words) > 1 else ""
    if last == "số" or (last == "so" and not marked):
        return previous not in _COUNTING_NUMBER and (marked or previous not in _FOLDED_COUNTING)
    if last in _NUMBERED or (not marked and last in _FOLDED_NUMBERED):
        return len(literal.split(".")[0]) <= 3 and not re.search(r"[.,]\d{3}", literal)
    digits = _MAYBE_NUMBERED.get(last, 0 if marked else _FOLDED_MAYBE.get(last, 0))
    if not digits or re.search(r"[.,]\d{3}|,", literal) or len(literal.split(".")[0]) > digits:
        return False
    if last in _PERIOD_WORDS and previous in _SAME:
        return False
    if last in _SECOND_HALVES and f"{previous} {last}" not in _DOCUMENT_WORDS:
        return False
    if any(word in ("số", "tổng") for word in words[-5:-1]):
        return False
    return not countable_at(lowered, end) and _SCALED.match(lowered, end) is None


# `trong năm văn bản ...` is a year, `mười năm` a stretch of years, `là một đơn vị` an article.
_NOT_FIVE_AFTER = frozenset(
    ("trong", "cả", "hết", "một", "mỗi", "hằng", "hàng", "đầu", "cuối", "giữa", "nửa", "các", "những",
     "số", "nhiều", "từng", "qua", "mấy", "tháng", "vài", "trước", "sau", "theo", "vào", "của", "so",
     "quý", "kỳ", "thứ", "mười", "hai", "ba", "này")
)  # fmt: skip
_NOT_ONE_AFTER = frozenset(
    ("mỗi", "từng", "là", "cùng", "như", "trong", "thành", "bất", "duy", "thứ", "theo", "vào")
)  # fmt: skip
_ORDINAL_AFTER = frozenset(
    ("thứ", "hạng", "giải", "loại", "cấp", "bậc", "khóa", "quý", "tháng", "ngày", "điều", "khoản",
     "chương", "nhóm", "đợt", "bên")
)  # fmt: skip
_NOT_COUNTED_EN = frozenset(
    ("of", "or", "and", "to", "in", "year", "years", "month", "months", "week", "half", "third", "thirds",
     "quarter", "quarters", "another", "who", "which")
)  # fmt: skip


_QUOTES = frozenset("\"”“»«'’")


def counted_in_words(lexed: Lexed, first: int, last: int, single: bool, language: str) -> bool:
    """Whether number words, lexemes `first` to `last` (exclusive), count what follows; `single`: one word."""
    word, before = lexed.word(first), lexed.word(first - 1)
    if percent_end(lexed, last) > last:
        return True
    if language == "en":
        following = lexed.word(last)
        return following.isalpha() and following not in _NOT_COUNTED_EN and not (single and word == "one")
    if before in _ORDINAL_AFTER or before[:1].isdigit():
        return False
    article = {"năm": _NOT_FIVE_AFTER, "một": _NOT_ONE_AFTER}.get(word, frozenset())
    if single and (before in article or (word == "một" and _begins_telling(lexed, first))):
        return False
    if currency_end(lexed, last) > last:
        return True
    return last < len(lexed) and countable_at(lexed.lowered, lexed[last - 1].end, strict=single)


def _begins_telling(lexed: Lexed, first: int) -> bool:
    """Whether `một` begins a sentence or follows speech, where it is an article (`một người dân kể`)."""
    at = first - 1
    if lexed.word(at) == ",":
        at -= 1
        return lexed.word(at) in _QUOTES
    return at < 0 or lexed.word(at) in _QUOTES or lexed.word(at) in (".", "!", "?")
