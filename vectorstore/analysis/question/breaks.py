"""Where a question sets one thing against another, so that each side is read by itself.

The words that do so are data (`task_words.toml`); what the sides name is read by `indicators.py`.
"""

from collections.abc import Sequence

from vectorstore.analysis.question.indicators import Breaks
from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.question.wording import AND, ASKING, BETWEEN_TWO, COUNTS
from vectorstore.analysis.text import Token, fold

_SETS_AGAINST = frozenset({"share_of", "share_of_first", "times_as_many", "compare", "exceeds_by"})


def find_breaks(words: Sequence[Token], text: str, matches: Sequence[PhraseMatch], *, of_one: bool) -> Breaks:
    """Where one thing is set against another; of `trong số A, B chiếm` the comma too.

    `of_one`: one place and period at most is named, so that what is set against each other (`A và B chênh
    nhau`) are two things counted.
    """
    against = [m for m in matches if m.group in _SETS_AGAINST or _against_a_number(words, m)]
    begins = {
        at
        for match in against
        if match.group == "share_of_first"
        for at in range(match.first + 1, match.last)
        if "," in text[words[at - 1].end : words[at].start]
    }
    begins |= {
        at + 1
        for at, word in enumerate(words[:-1])
        if fold(word.text) in AND and fold(words[at + 1].text) in COUNTS
    }
    begins |= _further_items(words, text)
    if of_one and any(match.group == "compare" for match in matches):
        begins |= {at + 1 for at, word in enumerate(words[:-1]) if at and fold(word.text) in BETWEEN_TWO} - {
            at for match in matches if match.group == "compare" for at in match.at
        }
    parting = (_first_run(match) if match.group == "exceeds_by" else match.at for match in against)
    return Breaks(frozenset(at for part in parting for at in part), frozenset(begins))


def _against_a_number(words: Sequence[Token], match: PhraseMatch) -> bool:
    """Whether something is compared with the number of something else (`so với số …`), and no period."""
    behind = fold(words[match.last].text) if match.last < len(words) else ""
    return match.group == "compared_with" and behind in COUNTS


def _further_items(words: Sequence[Token], text: str) -> set[int]:
    """Where a further thing is asked about: behind a semicolon, a plus, or a comma before a question word."""
    keys = [fold(word.text) for word in words]
    found = _asking_clauses(words, text, keys)
    for at in range(1, len(words)):
        between = text[words[at - 1].end : words[at].start]
        asks = keys[at] in COUNTS or tuple(keys[at : at + 2]) in _ASKS_AGAIN
        asked = "," in between and tuple(keys[max(0, at - 2) : at]) in _ASKS_AGAIN
        if (
            ";" in between
            or "+" in between
            or between == " / "
            or asked
            or (asks and ("," in between or keys[at - 1] in AND))
            or (keys[at] == "for" and ("," in between or keys[at - 1] in AND))
        ):
            found.add(at)
    return found


def _asking_clauses(words: Sequence[Token], text: str, keys: Sequence[str]) -> set[int]:
    """Where clauses begin that ask how many once more (`…, trong đó hòa giải thành bao nhiêu`)."""
    begins = [0]
    begins += [at for at in range(1, len(words)) if "," in text[words[at - 1].end : words[at].start]]
    asking = [
        first
        for first, last in zip(begins, [*begins[1:], len(words)], strict=True)
        if any(tuple(keys[at : at + len(p)]) == p for p in ASKING for at in range(first, last))
    ]
    return set(asking[1:])


_ASKS_AGAIN = frozenset({("bao", "nhieu"), ("how", "many"), ("how", "much"), ("the", "number")})


def _first_run(match: PhraseMatch) -> frozenset[int]:
    """The words of a pattern up to its gap: what is less stands in it (`hơn khai tử bao nhiêu`)."""
    return frozenset(at for at in match.at if set(range(match.first, at)) <= match.at)


def is_parted(words: Sequence[Token], text: str, one: int, other: int) -> bool:
    """Whether a comma, a mark or `và` stands between two tokens."""
    return is_parted_text(text[words[one].end : words[other].start])


def is_parted_text(between: str) -> bool:
    """Whether a text between two words sets them apart: a comma, a mark, `và`, another question word."""
    keys = fold(between).split()
    return any(mark in between for mark in ",;:+.?/") or any(key in AND or key in _PARTING for key in keys)


_PARTING = frozenset(
    ("nhieu", "may", "many", "much", "voi", "so", "hon", "tren", "thi", "than", "of", "chiem")
)
