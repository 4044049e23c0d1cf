"""What a number counts: the indicator its clause names, decided by the nearest noun and verb.

The noun must stand beside the number, the verb in the number's own clause or, when that clause says nothing
of its own, in words it shares (the opening of the sentence, the lead-in above a list, the heading). What
does not fit is left without an indicator: kept under its own words, never forced onto the list.
"""

from dataclasses import dataclass

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.wording import CHANGE, FILLERS, LEVELS, PARTS, PREVIOUS, RATIO, STOCK_VERBS
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.terms import Role, TermHit

_EARLIER_COST = 50
_SHARED_COST = 100
_COMMA_COST = 3
_ROLE_WORDS = frozenset(
    word for phrase in (*CHANGE, *PARTS, *PREVIOUS, *LEVELS, *RATIO) for word in phrase.split()
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: `extras` are words that narrow the indicator, `rivals` indicators that fit as well."""

    indicator: str | None
    rivals: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    def without_extras(self) -> "Subject":
        """The same subject for a number that speaks of it again."""
        return Subject(self.indicator, self.rivals)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words above a sentence that it shares, nearest first: the lead-in of a list, headings, the title."""

    shared: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    indicator: Indicator
    cost: int
    used: frozenset[int]
    extras: tuple[str, ...]


def subject_of(
    sentence: Sentence,
    clause: Clause,
    known: frozenset[int],
    around: Surroundings,
    base: str | None,
    *,
    noun_optional: bool = False,
) -> Subject:
    """The indicator a clause's number counts.

    `known` are the positions that name a place or period, `base` the indicator of the number before it in
    the sentence (for a number that names neither noun nor verb), `noun_optional` says that the number
    brings its own unit (a percentage).
    """
    spoken_of = {name for hit in sentence.hits for name, _ in hit.roles}
    candidates = [
        found
        for indicator in indicators().values()
        if (indicator.id in spoken_of or indicator.id == base)
        and (
            found := _candidate(sentence, clause, indicator, known, around, base, noun_optional=noun_optional)
        )
    ]
    if not candidates:
        return Subject(None)
    candidates = [
        c for c in candidates if not any(c.used < other.used and other.cost <= c.cost for other in candidates)
    ]
    best = min(c.cost for c in candidates)
    winners = [c for c in candidates if c.cost == best]
    first = max(winners, key=lambda c: len(c.used))
    rivals = tuple(c.indicator.id for c in winners if len(c.used) == len(first.used) and c is not first)
    return Subject(first.indicator.id, rivals, first.extras)


def content(sentence: Sentence, span: Span, known: frozenset[int]) -> tuple[str, ...]:
    """The words of a span that say something: no fillers, places, periods or role words."""
    return tuple(
        sentence.keys[at]
        for at in span.positions
        if at not in known
        and sentence.keys[at] not in FILLERS
        and sentence.keys[at] not in _ROLE_WORDS
        and not sentence.keys[at][0].isdigit()
    )


def words_of(sentence: Sentence, indicator: str) -> frozenset[int]:
    """The positions of the words that speak of an indicator."""
    return frozenset(
        at
        for hit in sentence.hits
        for at in range(hit.first, hit.last)
        if any(name == indicator and role is not Role.NOT for name, role in hit.roles)
    )


def _candidate(
    sentence: Sentence,
    clause: Clause,
    indicator: Indicator,
    known: frozenset[int],
    around: Surroundings,
    base: str | None,
    *,
    noun_optional: bool,
) -> _Candidate | None:
    if clause.quantity.money != indicator.is_money and not noun_optional:
        return None
    own = Span(clause.left.first, clause.phrase.last)
    if any(h.has(indicator.id, Role.NOT) and h.first in own for h in sentence.hits):
        return None
    noun = _noun(sentence, clause, indicator)
    if noun is None and not (
        (noun_optional or indicator.is_money or base == indicator.id) and bool(indicator.acts)
    ):
        return None
    if noun is None and not noun_optional and not indicator.is_money and clause.phrase.positions:
        return None
    act = _act(sentence, clause, indicator, known, around) if indicator.acts else (0, frozenset[int]())
    if act is None:
        return None
    if indicator.context and not _in_context(sentence, indicator, around):
        return None
    used = act[1] | (frozenset(range(noun.first, noun.last)) if noun else frozenset())
    extras = _extras(sentence, clause, indicator, noun, used, known)
    if indicator.stock and (extras or not _says_it_exists(sentence, clause, noun)):
        return None
    return _Candidate(indicator, act[0], used, extras)


def _noun(sentence: Sentence, clause: Clause, indicator: Indicator) -> TermHit | None:
    """The indicator's noun beside the number: after it, or before it where only a counter word follows."""
    nouns = [h for h in sentence.hits if h.has(indicator.id, Role.NOUN)]
    beside = [h for h in nouns if h.first == clause.phrase.first and h.last <= clause.phrase.last]
    if beside:
        return max(beside, key=lambda h: h.last)
    if not indicator.is_money and not _only_counted(sentence, clause, indicator):
        return None
    before = [h for h in nouns if h.first in clause.left and h.last <= clause.left.last]
    return max(before, key=lambda h: (h.last, h.last - h.first)) if before else None


def _only_counted(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether nothing but a counter stands after the number (`luật sư: 143 người`, `tổ hòa giải: 281 tổ`)."""
    after = sentence.keys[clause.phrase.first : clause.phrase.last]
    return not after or after in {
        ("người",),
        tuple(indicator.unit.split()),
        tuple(indicator.unit.split()[:1]),
    }


def _act(
    sentence: Sentence, clause: Clause, indicator: Indicator, known: frozenset[int], around: Surroundings
) -> tuple[int, frozenset[int]] | None:
    """The cost of the nearest act and the positions it takes, or None."""
    options: list[tuple[int, frozenset[int]]] = []
    for hit in sentence.hits:
        if not hit.has(indicator.id, Role.ACT):
            continue
        positions = frozenset(range(hit.first, hit.last))
        if hit.first in clause.phrase:
            options.append((hit.first - clause.phrase.first, positions))
        elif hit.first in clause.left:
            commas = sum("," in sentence.gap(at) for at in range(hit.last, clause.number.first + 1))
            options.append((clause.number.first - hit.last + 1 + commas * _COMMA_COST, positions))
    if options:
        return min(options, key=lambda option: option[0])
    if content(sentence, clause.left, known | _noun_positions(sentence, clause, indicator)):
        return None
    return _shared_act(sentence, clause, indicator, around)


def _noun_positions(sentence: Sentence, clause: Clause, indicator: Indicator) -> frozenset[int]:
    noun = _noun(sentence, clause, indicator)
    return frozenset(range(noun.first, noun.last)) if noun else frozenset()


def _shared_act(
    sentence: Sentence, clause: Clause, indicator: Indicator, around: Surroundings
) -> tuple[int, frozenset[int]] | None:
    earlier = [h for h in sentence.hits if h.has(indicator.id, Role.ACT) and h.last <= clause.left.first]
    if earlier:
        nearest = max(earlier, key=lambda h: h.last)
        return _EARLIER_COST + clause.left.first - nearest.last, frozenset(range(nearest.first, nearest.last))
    for depth, above in enumerate(around.shared):
        if any(h.has(indicator.id, Role.NOT) for h in above.hits):
            continue
        if any(h.has(indicator.id, Role.ACT) for h in above.hits):
            return _SHARED_COST * (depth + 1), frozenset()
    return None


def _in_context(sentence: Sentence, indicator: Indicator, around: Surroundings) -> bool:
    return any(
        hit.has(indicator.id, Role.CONTEXT) for text in (sentence, *around.shared) for hit in text.hits
    )


def _extras(
    sentence: Sentence,
    clause: Clause,
    indicator: Indicator,
    noun: TermHit | None,
    used: frozenset[int],
    known: frozenset[int],
) -> tuple[str, ...]:
    """Words of the noun phrase that the indicator does not account for."""
    mine = used | words_of(sentence, indicator.id)
    span = clause.phrase
    if noun is not None and noun.first not in clause.phrase:
        span = Span(noun.last, clause.number.first)
    elif indicator.stock:
        span = Span(span.first, _predicate(sentence, span))
    return content(sentence, _topic(sentence, clause), known | mine) + content(sentence, span, known | mine)


def _predicate(sentence: Sentence, phrase: Span) -> int:
    """Where a noun phrase becomes the subject of what those counted did (`45 công chứng viên đã lập …`)."""
    for at in phrase.positions:
        if sentence.keys[at] == "đã" and sentence.keys[at + 1 : at + 2] not in (
            ("bị",),
            ("được",),
            ("nghỉ",),
        ):
            return at
    return phrase.last


def _topic(sentence: Sentence, clause: Clause) -> Span:
    """What stands before a colon ahead of the number: it says of which cases the sentence speaks.

    Not when it only names what an earlier number counts.
    """
    for at in range(clause.number.first, 0, -1):
        if ":" in sentence.gap(at):
            topic = Span(clause.left.first if at > clause.left.first else 0, at)
            labels_another = topic.last <= clause.left.first and any(
                hit.is_named and hit.first in topic for hit in sentence.hits
            )
            return Span(0, 0) if labels_another else topic
    return Span(0, 0)


def _says_it_exists(sentence: Sentence, clause: Clause, noun: TermHit | None) -> bool:
    if noun is not None and noun.first not in clause.phrase:
        return True
    if clause.left.first >= clause.left.last:
        return True
    return sentence.keys[clause.left.last - 1] in STOCK_VERBS or not content(
        sentence, clause.left, frozenset()
    )
