"""What stands behind a number and belongs to it: scale words, percent signs, points, currencies."""

from vectorstore.analysis.lexemes import Lexed
from vectorstore.analysis.numerals import SCALES

_UNMARKED_SCALES = {"nghin": 1000, "ngan": 1000, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
# `tỷ lệ`, `tỷ trọng`, `triệu tập`, `triệu hồi` are words of their own.
_NO_SCALE_BEFORE = frozenset(
    ("lệ", "giá", "trọng", "số", "suất", "lê", "tập", "hồi", "le", "gia", "trong", "so", "suat", "tap", "hoi")
)
_CURRENCIES = frozenset(
    ("đồng", "vnđ", "vnd", "đ", "usd", "eur", "euro", "dollars", "đô", "đô la", "đô la mỹ", "dong", "do la")
)
# `15 đồng chí`, `3 đồng phạm`: people, not money.
_NO_CURRENCY_BEFORE = frozenset(
    ("bào", "chí", "thời", "nghiệp", "ý", "sở", "phạm", "tác", "bộ", "hồ", "đội", "hương", "minh", "chủ",
     "bao", "chi", "thoi", "nghiep", "y", "so", "pham")
)  # fmt: skip
_PERCENT_PHRASES = (
    ("phần", "trăm"), ("phan", "tram"), ("per", "cent"), ("percentage", "points"), ("percentage", "point"),
)  # fmt: skip
_POINTS = frozenset(("điểm", "diem", "pp", "percentage"))
_MEASURES = frozenset(
    ("km", "km2", "m", "m2", "ha", "kg", "tấn", "lít", "độ", "lần", "điểm", "cm", "mm", "gb", "mb", "lan",
     "diem", "times")
)  # fmt: skip


def is_measure(word: str) -> bool:
    """Whether fractions of this unit make sense (`km`, `lần`), other than of things that are counted."""
    return word in _MEASURES


def scale_at(lexed: Lexed, at: int) -> tuple[int, int]:
    """The factor of the scale words at a lexeme (1 without any), and the lexeme after them."""
    scale, last = 1, at
    while factor := _scale_word(lexed, last):
        if scale > 1 and factor < scale:
            break
        scale, last = scale * factor, last + 1
    return scale, last


def _scale_word(lexed: Lexed, at: int) -> int:
    word = lexed.word(at)
    factor = SCALES.get(word, 0)
    if not factor and not lexed.marked:
        factor = _UNMARKED_SCALES.get(word, 0)
    if not factor or (lexed.word(at + 1) in _NO_SCALE_BEFORE and factor >= 10**6):
        return 0
    if word == "tr" and not (lexed.touching(at) or currency_end(lexed, at + 1) > at + 1):
        return 0
    printed = lexed.printed(at, at + 1)
    return 0 if printed[0].isupper() and not printed.isupper() else factor


def percent_end(lexed: Lexed, at: int) -> int:
    """The lexeme after a percent sign or word (points included) at `at`; `at` itself without one."""
    if lexed.word(at) in ("điểm", "diem"):
        rest = percent_end(lexed, at + 1)
        return rest if rest > at + 1 else at
    if lexed.word(at) in ("%", "percent", "pp"):
        return at + 1
    return at + 2 if (lexed.word(at), lexed.word(at + 1)) in _PERCENT_PHRASES else at


def is_points(lexed: Lexed, at: int) -> bool:
    """Whether the percent words at `at` mean percentage points."""
    return lexed.word(at) in _POINTS


def currency_end(lexed: Lexed, at: int) -> int:
    """The lexeme after a currency word at `at`; `at` itself without one."""
    for length in (3, 2, 1):
        phrase = " ".join(lexed.word(at + i) for i in range(length))
        if phrase not in _CURRENCIES:
            continue
        if phrase in ("đồng", "dong") and lexed.word(at + length) in _NO_CURRENCY_BEFORE:
            continue
        if phrase == "đ" and lexed.lowered.startswith("đ/c", lexed[at].start):
            continue
        return at + length
    return at


def currency_beside(lexed: Lexed, first: int, last: int) -> str | None:
    """The currency word right behind or right before lexemes `first` to `last`, as printed."""
    end = currency_end(lexed, last)
    if end > last:
        return lexed.printed(last, end)
    if lexed.word(first - 1) in ("vnd", "vnđ", "usd", "eur", "$"):
        return lexed.printed(first - 1, first)
    return None
