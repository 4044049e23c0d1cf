"""Names the construction that a figure is printed in: what makes it easy or hard to read.

A figure has one name, the first that fits: what the number says (a change, share, target, last year's), then
how the sentence holds it (a fraction, a list told `lần lượt`, a part, brackets, a crowd), then how the number
is printed. Figures of tables are named after their table (`table_…`), by `tables`.
"""

import re
from dataclasses import dataclass

from eval.simulate.gold import Kind

_RESPECTIVELY = re.compile(r"lần lượt|theo thứ tự", re.IGNORECASE)
_PRINTS = {
    "scale": re.compile(r".*(?:tỷ|triệu|nghìn)"),
    "words": re.compile(r"\D+$"),
    "leading_zero": re.compile(r"0\d"),
    "bare": re.compile(r"\d{4,}$"),
}
_OTHER_PERIODS = {"since": "several_years", "within": "part_of_period"}
CROWD = 6
"""So many figures make a sentence a crowd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure in its sentence: `printed` stands between `before` and `after`, among `figures` numbers."""

    kind: Kind
    aspect: str
    where: str
    qualifier: str | None
    before: str
    printed: str
    after: str
    figures: int


def construction(mention: Mention) -> str:
    """The construction of a figure in a sentence."""
    return _by_kind(mention) or _by_sentence(mention) or _by_print(mention)


def _by_kind(mention: Mention) -> str:
    if mention.aspect.endswith("_range"):
        return "range"
    if mention.kind is Kind.CHANGE or mention.aspect == "of_plan":
        return mention.aspect
    if mention.kind in (Kind.SHARE, Kind.TARGET, Kind.PREVIOUS):
        return mention.kind.value
    return ""


def _by_sentence(mention: Mention) -> str:
    if mention.before.endswith("/") or mention.after.startswith("/"):
        return "fraction"
    if _RESPECTIVELY.search(mention.before.rpartition(";")[2]):
        return "respectively"
    bracketed = mention.before.count("(") > mention.before.count(")")
    if mention.kind is Kind.PART:
        return "part_in_bracket" if bracketed else "part"
    if mention.where:
        return "district" if mention.where.startswith("d") else "other_place"
    if mention.aspect in _OTHER_PERIODS:
        return _OTHER_PERIODS[mention.aspect]
    if bracketed:
        return "bracket"
    return "crowd" if mention.figures >= CROWD else ""


def _by_print(mention: Mention) -> str:
    if mention.qualifier:
        return "hedge"
    return next((name for name, pattern in _PRINTS.items() if pattern.match(mention.printed)), "plain")
