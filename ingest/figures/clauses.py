"""A sentence cut into the pieces its numbers own: the words before each, the noun phrase after each.

Knows punctuation and small words only; what the words mean is `subject`'s and `roles`' work.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.figures.wording import (
    COUNTED_AMONG,
    FRAMES,
    GONE_THROUGH,
    JOINS,
    MEASURED_AGAINST,
    OCCASION,
    PHRASE_END,
    REMAINING,
    SET_BESIDE,
    WHERE,
)
from vectorstore.analysis.quantities import Quantity
from vectorstore.analysis.terms import Role, TermHit, find_terms, word_keys
from vectorstore.analysis.text import Token, tokens

_IN_TURN = ("lần", "lượt")
_BREAKS = frozenset(";:.()[]|")
_PHRASE_END = tuple(tuple(phrase.split()) for phrase in PHRASE_END)


@dataclass(frozen=True, slots=True)
class Span:
    """Token positions, end exclusive."""

    first: int
    last: int

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self.first <= position < self.last

    @property
    def positions(self) -> range:
        """The positions one by one."""
        return range(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens (offsets into the report), their keys and the terms found among them."""

    text: str
    start: int
    end: int
    words: tuple[Token, ...]
    keys: tuple[str, ...]
    hits: tuple[TermHit, ...]
    _by_role: Mapping[tuple[str, Role], tuple[TermHit, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[tuple[str, Role], list[TermHit]] = defaultdict(list)
        for hit in self.hits:
            for key in hit.roles:
                grouped[key].append(hit)
        object.__setattr__(self, "_by_role", {key: tuple(hits) for key, hits in grouped.items()})

    @property
    def spoken_of(self) -> frozenset[str]:
        """The indicators some word of which stands in the sentence."""
        return frozenset(indicator for indicator, _ in self._by_role)

    def with_role(self, indicator: str, role: Role) -> tuple[TermHit, ...]:
        """Where words stand that play this role for this indicator."""
        return self._by_role.get((indicator, role), ())

    def without_terms_in(self, spans: Iterable[tuple[int, int]]) -> "Sentence":
        """The sentence with no term found inside these stretches: `Thành phố` in a name is no verb."""
        spans = list(spans)
        taken = [at for at, w in enumerate(self.words) if any(start <= w.start < end for start, end in spans)]
        if not taken:
            return self
        kept = tuple(h for h in self.hits if not any(at in taken for at in range(h.first, h.last)))
        return self if len(kept) == len(self.hits) else replace(self, hits=kept)

    def gap(self, position: int) -> str:
        """The characters between the word at `position` and the one before it."""
        before = self.words[position - 1].end if position else self.start
        after = self.words[position].start if position < len(self.words) else self.end
        return self.text[before:after]

    def find(self, phrases: Iterable[str], within: Span) -> int | None:
        """Position after the last of these phrases inside a span, or None."""
        first = max(0, within.first)
        present = set(self.keys[first : within.last])
        found: int | None = None
        for words in map(_split, phrases):
            if words[0] not in present:
                continue
            for at in range(within.last - len(words), first - 1, -1):
                if self.keys[at : at + len(words)] == words:
                    found = max(found or 0, at + len(words))
                    break
        return found

    def printed(self, span: Span) -> str:
        """The words of a span as the report prints them."""
        if span.first >= span.last:
            return ""
        return self.text[self.words[span.first].start : self.words[span.last - 1].end]


@cache
def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One number with the words it owns: `left` before it, `phrase` (its noun phrase) after it.

    `left` reaches back to the noun phrase of the number before, to a semicolon or to a closed bracket.
    """

    quantity: Quantity
    number: Span
    left: Span
    phrase: Span

    @property
    def currency_words(self) -> int:
        """How many words of the phrase only name the currency."""
        return len((self.quantity.currency or "").split())

    def owns(self, position: int) -> bool:
        """Whether a word is one of the number's own."""
        return position in self.left or position in self.phrase


def read_sentence(text: str, start: int, end: int, *, english: bool = False) -> Sentence:
    """Tokenise a sentence of a report and find the list's terms in it."""
    words = tuple(Token(w.text, w.start + start, w.end + start) for w in tokens(text[start:end]))
    keys = tuple(word_keys(words, folded=english))
    hits = find_terms(words, folded=False, english=english)
    if "lượt" in keys:
        hits = [hit for hit in hits if not _in_turn(keys, hit)]
    return Sentence(text=text, start=start, end=end, words=words, keys=keys, hits=tuple(hits))


def _in_turn(keys: Sequence[str], hit: TermHit) -> bool:
    """Whether a word found is half of `lần lượt`, which counts nothing."""
    return keys[hit.first : hit.first + 2] == _IN_TURN or keys[hit.first - 1 : hit.first + 1] == _IN_TURN


def cut(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Clause]:
    """The clause of every number, in reading order."""
    numbers = [_token_span(sentence, quantity) for quantity in quantities]
    clauses: list[Clause] = []
    floor = 0
    for index, (quantity, number) in enumerate(zip(quantities, numbers, strict=True)):
        limit = numbers[index + 1].first if index + 1 < len(numbers) else len(sentence.words)
        phrase = Span(number.last, _phrase_end(sentence, number.last, limit))
        left = Span(_left_edge(sentence, floor, number.first), number.first)
        clauses.append(Clause(quantity, number, left, phrase))
        floor = max(phrase.last, _measured_against(sentence, quantity, phrase.last, limit))
    return clauses


def _measured_against(sentence: Sentence, quantity: Quantity, first: int, limit: int) -> int:
    """Where the words end that say what a rate was worked out of (`75% trên số có điều kiện`)."""
    if not quantity.percent:
        return _frame(sentence, first, limit)
    if (_BREAKS | {","}) & set(sentence.gap(first)) or not any(
        sentence.keys[first : first + len(words)] == words for words in map(_split, MEASURED_AGAINST)
    ):
        return first
    for at in range(first, limit):
        gap = sentence.gap(at)
        if sentence.keys[at] in JOINS or (at > first and ("," in gap or _BREAKS & set(gap))):
            return at
    return limit


def _frame(sentence: Sentence, first: int, limit: int) -> int:
    """Where the words end that say of which cases a count is taken (`10 việc trên số có điều kiện, …`).

    As far as they hold no number of their own.
    """
    if not any(sentence.keys[first : first + len(words)] == words for words in map(_split, COUNTED_AMONG)):
        return first
    ends = (at for at in range(first + 1, limit) if (_BREAKS | {","}) & set(sentence.gap(at)))
    return next(ends, first)


def _token_span(sentence: Sentence, quantity: Quantity) -> Span:
    inside = [at for at, w in enumerate(sentence.words) if w.start < quantity.end and w.end > quantity.start]
    if not inside:  # a number the tokeniser skips: it stands before the first word after it
        at = sum(1 for w in sentence.words if w.end <= quantity.start)
        return Span(at, at)
    return Span(inside[0], inside[-1] + 1)


def _left_edge(sentence: Sentence, floor: int, number: int) -> int:
    for at in range(number, floor, -1):
        if {";", ")"} & set(sentence.gap(at)):
            return at
    return floor


def _leads_to_number(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether words count what comes next (`còn lại 12 vụ việc`) and not what was named (`xã còn lại`)."""
    return limit < len(sentence.words) and limit - at <= 4 and not _broken(sentence, at, limit)


def _broken(sentence: Sentence, first: int, last: int) -> bool:
    gaps = "".join(sentence.gap(position) for position in range(first + 1, last + 1))
    return "," in gaps or bool(_BREAKS & set(gaps))


def _reaches_number(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether the word at `at` leads straight to the next number, with no punctuation between."""
    if limit >= len(sentence.words):
        return False
    near = limit - at <= 4 or sentence.keys[at] in ("với", "with")
    return near and not _broken(sentence, at, limit)


def _phrase_end(sentence: Sentence, first: int, limit: int) -> int:
    """Where the noun phrase that starts at `first` ends: punctuation, a comparing word, the next number."""
    if _BREAKS & set(sentence.gap(first)) or "," in sentence.gap(first):
        return first
    reach = max((hit.last for hit in sentence.hits if hit.first == first and hit.is_noun), default=first)
    for at in range(first, limit):
        if at >= reach and _ends_phrase(sentence, first, at, limit):
            return at
    return limit


def _ends_phrase(sentence: Sentence, first: int, at: int, limit: int) -> bool:
    gap = sentence.gap(at)
    if _BREAKS & set(gap):
        return True
    if any(hit.first < at < hit.last and hit.is_named for hit in sentence.hits):
        return False  # inside a term that is written with commas
    if "," in gap and not (_awaits_act(sentence, first, at) or _act_goes_on(sentence, at, at, limit)):
        return True
    starting = [hit for hit in sentence.hits if hit.first == at and hit.is_named]
    if not starting and any(sentence.keys[at : at + len(p)] == p for p in _PHRASE_END):
        if sentence.keys[at : at + 2] == GONE_THROUGH:
            return not _undergoes(sentence, first, at + 2)
        return sentence.keys[at : at + 2] != REMAINING or _leads_to_number(sentence, at, limit)
    if sentence.keys[at] in WHERE and at + 1 == limit and limit < len(sentence.words):
        return True  # `12 đấu giá viên thuộc 5 tổ chức`
    if sentence.keys[at] not in JOINS:
        return False
    if at == first or _reaches_number(sentence, at, limit):
        return True
    acting = any(h.first == at + 1 and h.is_act for h in sentence.hits)
    return acting and not _act_goes_on(sentence, at, at + 1, limit)


def _undergoes(sentence: Sentence, first: int, at: int) -> bool:
    """Whether the verb at `at` is what is told of the noun at `first`: it is its own, and none stands before.

    `ban hành 41 văn bản đã qua thẩm định` tells of what was issued.
    """
    opens = next((p for p in range(first, 0, -1) if (_BREAKS | {","}) & set(sentence.gap(p))), 0)
    if any(hit.is_act and opens <= hit.first < first for hit in sentence.hits):
        return False
    named = {name for h in sentence.hits if h.first == first and h.is_noun for name, _ in h.roles}
    return any(name in named for h in sentence.hits if h.first == at and h.is_act for name, _ in h.roles)


def segment(sentence: Sentence, clause: Clause) -> Span:
    """The stretch between semicolons that a number stands in."""
    first = clause.number.first
    while first > 0 and ";" not in sentence.gap(first):
        first -= 1
    last = max(clause.number.last, clause.phrase.last)
    while last < len(sentence.words) and ";" not in sentence.gap(last):
        last += 1
    return Span(first, last)


def joined_acts(sentence: Sentence, hit: TermHit) -> tuple[TermHit, ...]:
    """The acts set beside an act with nothing but a comma or a joining word between (`thẩm định, góp ý`)."""
    return tuple(
        other
        for other in sentence.hits
        if other.is_act and other.roles != hit.roles and beside(sentence, hit, other)
    )


def beside(sentence: Sentence, one: TermHit, other: TermHit) -> bool:
    """Whether nothing but a comma or a joining word stands between two terms."""
    first, second = (one, other) if one.first < other.first else (other, one)
    if first.first and sentence.keys[first.first - 1] in OCCASION:
        return False
    if any(sentence.keys[first.first - len(f) : first.first] == f for f in map(_split, FRAMES)):
        return False
    if second.first == first.last:
        return "," in sentence.gap(second.first) and not _BREAKS & set(sentence.gap(second.first))
    return second.first == first.last + 1 and sentence.keys[first.last] in SET_BESIDE


def _act_goes_on(sentence: Sentence, end: int, start: int, limit: int) -> bool:
    """Whether an act ends at `end` and one set beside it starts at `start` that owns no number."""
    following = [h.last for h in sentence.hits if h.first == start and h.is_act]
    if not following or not any(h.last == end and h.is_act for h in sentence.hits):
        return False
    last = max(following)
    closed = last >= len(sentence.words) or bool((_BREAKS | {","}) & set(sentence.gap(last)))
    return closed and (last < limit or limit == len(sentence.words))


def _awaits_act(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a phrase began a passive whose verb is still to come (`được HĐND, UBND tỉnh ban hành`)."""
    if not {"được", "do"} & set(sentence.keys[first:at]):
        return False
    return not any(hit.is_act and first <= hit.first < at for hit in sentence.hits)
