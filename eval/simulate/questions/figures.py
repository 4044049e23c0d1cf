"""Questions for one figure or a few side by side: what the reports say, to be found and told apart.

Values are expected in the order they are asked for.
"""

from collections.abc import Iterator, Sequence

from eval.question import QuestionKind
from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.gold import Kind
from eval.simulate.questions.draft import (
    Draft,
    Quiz,
    answered,
    balanced,
    drafted,
    sometimes_bare,
    value_of,
)
from eval.simulate.questions.facts import Agreed, Key
from eval.simulate.questions.geography import LAST_OLD_YEAR
from eval.simulate.questions.phrasings import Manner
from eval.simulate.questions.wording import Slots, is_money, says

_BEFORE_THE_MERGER = ("2025-Q1", "2025-Q2", "2025-H1")
_OTHER_THAN_LEVELS = 4
"""One lookup in so many asks for a part, a district, a target or a share."""


def lookups(quiz: Quiz) -> Iterator[Draft]:
    """Formal, plain and telegraphic questions; some are for a part, a district, a target, a stated share."""
    levels = levels_as(quiz, QuestionKind.LOOKUP, ("vi", "vi", "short"))
    others = (_parts(quiz), _districts(quiz), _targets(quiz), _shares(quiz))
    for number, draft in enumerate(levels):
        yield draft
        if number % (_OTHER_THAN_LEVELS - 1) == 0:
            other = next(others[number // (_OTHER_THAN_LEVELS - 1) % len(others)], None)
            if other is not None:
                yield other


def paraphrases(quiz: Quiz) -> Iterator[Draft]:
    """As citizens put it, in words of their own."""
    yield from levels_as(quiz, QuestionKind.PARAPHRASE, ("citizen",))


def without_diacritics(quiz: Quiz) -> Iterator[Draft]:
    """As typed in a hurry."""
    yield from levels_as(quiz, QuestionKind.NO_DIACRITICS, ("vi", "short", "short"), bare=True)


def english(quiz: Quiz) -> Iterator[Draft]:
    """In English."""
    yield from levels_as(quiz, QuestionKind.ENGLISH, ("en",))


def levels_as(
    quiz: Quiz, kind: QuestionKind, manners: Sequence[Manner], *, bare: bool = False
) -> Iterator[Draft]:
    """One level each, over all constructions and indicators alike."""
    for key in asked_levels(quiz, kind.value):
        worded = quiz.worded("level", manners, _slots(key), kind.value)
        agreed = quiz.facts.agreed(key)
        if worded is not None and agreed is not None:
            expected = answered([value_of(key, agreed)], agreed.reports)
            yield drafted(kind, "level", worded, expected, agreed, without_diacritics=bare)


def asked_levels(quiz: Quiz, purpose: str) -> Iterator[Key]:
    """Levels whose place means one thing by its plain name; hard constructions as often as easy ones."""
    facts = quiz.facts
    plain = [key for key in facts.levels if says(key.period) and not is_ambiguous(quiz, key)]

    def construction(key: Key) -> tuple[str, str]:
        agreed = facts.agreed(key)
        return (agreed.example.construction, agreed.example.document_kind) if agreed else ("", "")

    yield from balanced(plain, construction, quiz.seed, purpose)


def several(quiz: Quiz) -> Iterator[Draft]:
    """Two or three indicators of one place, or one indicator of two places."""
    makers = (_indicators_together(quiz, 2), _indicators_together(quiz, 3), _places_together(quiz))
    yield from in_turn(makers)


def in_turn(makers: Sequence[Iterator[Draft]]) -> Iterator[Draft]:
    """A draft of each maker, round and round, until all run out."""
    left = list(makers)
    while left:
        for maker in tuple(left):
            draft = next(maker, None)
            if draft is None:
                left.remove(maker)
            else:
                yield draft


def _indicators_together(quiz: Quiz, count: int) -> Iterator[Draft]:
    task = {2: "two_indicators", 3: "three_indicators"}[count]
    by_place: dict[tuple[str, str], list[Key]] = {}
    for key in quiz.facts.levels:
        if says(key.period) and not is_ambiguous(quiz, key) and not is_money(key.indicator):
            by_place.setdefault((key.province, key.period), []).append(key)
    for where in shuffled(sorted(by_place), quiz.seed, task):
        keys = shuffled(by_place[where], quiz.seed, task, *where)[:count]
        if len(keys) == count:
            slots = Slots(indicators=tuple(k.indicator for k in keys), places=where[:1], periods=where[1:])
            yield from _side_by_side(quiz, task, keys, slots)


def _places_together(quiz: Quiz) -> Iterator[Draft]:
    for indicator, period in shuffled(list(quiz.facts.by_topic), quiz.seed, "two places"):
        places = quiz.facts.by_topic[indicator, period]
        if len(places) < 2 or not says(period):
            continue
        pair = shuffled(sorted(places), quiz.seed, "pair", indicator, period)[:2]
        slots = Slots(indicators=(indicator,), places=tuple(pair), periods=(period,))
        yield from _side_by_side(quiz, "two_places", [Key(indicator, p, period) for p in pair], slots)


def _side_by_side(quiz: Quiz, task: str, keys: Sequence[Key], slots: Slots) -> Iterator[Draft]:
    worded = quiz.worded(task, ("vi", "short", "en"), slots)
    found = [(key, agreed) for key in keys if (agreed := quiz.facts.agreed(key))]
    if worded is None or len(found) < len(keys):
        return
    values = [value_of(key, agreed) for key, agreed in found]
    expected = answered(values, (report for _, agreed in found for report in agreed.reports))
    draft = drafted(QuestionKind.SEVERAL, task, worded, expected, found[0][1])
    yield sometimes_bare(draft, draw(quiz.seed, task, *keys, "bare")) if worded.manner != "en" else draft


def _parts(quiz: Quiz) -> Iterator[Draft]:
    for key in balanced(quiz.facts.parts, lambda key: (key.indicator, key.part), quiz.seed, "parts"):
        if key.part == "còn lại" or not says(key.period) or is_ambiguous(quiz, key):
            continue
        yield from _one(quiz, "part", key, quiz.facts.agreed(key))


def _districts(quiz: Quiz) -> Iterator[Draft]:
    for key in balanced(quiz.facts.districts, lambda key: key.indicator, quiz.seed, "districts"):
        if says(key.period) and not key.merged:
            yield from _one(quiz, "district", key, quiz.facts.agreed(key))


def _targets(quiz: Quiz) -> Iterator[Draft]:
    for key, figures in shuffled(list(quiz.facts.of_kind(Kind.TARGET)), quiz.seed, "targets"):
        plain = key.part is None and key.locality is None and not key.merged and says(key.period)
        if not plain or len({(f.value, f.unit) for f in figures}) > 1:
            continue
        if any(f.value_to is not None or f.unit == "%" for f in figures):
            continue
        figure = figures[0]
        reports = tuple(sorted({f.report for f in figures}))
        yield from _one(quiz, "target", key, Agreed(figure.value, figure.unit, 0.0, reports, False, figure))


def _shares(quiz: Quiz) -> Iterator[Draft]:
    for key, _ in shuffled(list(quiz.facts.of_kind(Kind.SHARE)), quiz.seed, "shares"):
        if key.part is None and key.locality is None and not key.merged and says(key.period):
            yield from _one(quiz, "share", key, quiz.facts.stated_share(key))


def _one(quiz: Quiz, task: str, key: Key, agreed: Agreed | None) -> Iterator[Draft]:
    worded = quiz.worded(task, ("vi", "short", "en"), _slots(key))
    if worded is None or agreed is None:
        return
    expected = answered([value_of(key, agreed)], agreed.reports)
    draft = drafted(QuestionKind.LOOKUP, task, worded, expected, agreed)
    yield sometimes_bare(draft, draw(quiz.seed, task, key, "bare")) if worded.manner != "en" else draft


def _slots(key: Key) -> Slots:
    return Slots(
        indicators=(key.indicator,),
        places=(key.province,),
        periods=(key.period,),
        part=key.part,
        locality=key.locality,
    )


def is_ambiguous(quiz: Quiz, key: Key) -> bool:
    """Whether the plain name of the place may mean another one than the key's.

    Up to 2024 it means the old province, whatever later reports say of today's. In 2025 either may be meant
    where reports speak of both.
    """
    if int(key.period[:4]) <= LAST_OLD_YEAR:
        return key.merged
    other = Key(key.indicator, key.province, key.period, key.part, key.locality, not key.merged)
    return bool(quiz.facts.statements(other)) or (key.merged and key.period in _BEFORE_THE_MERGER)


def pair_of(options: Sequence[str], *draws: object) -> tuple[str, str] | None:
    """Two different ones."""
    if len(options) < 2:
        return None
    first = choose(options, *draws, "first")
    second = choose([other for other in options if other != first], *draws, "second")
    return first, second
