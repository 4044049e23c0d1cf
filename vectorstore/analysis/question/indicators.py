"""Which indicators of the list a question names, and which of them it asks for.

The words are found by `terms.py`; here they are weighed: nouns right after a question word say what is
asked, an act or context must stand beside a noun where the list wants one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.question.phrases import Phrasebook, read_phrasebook
from vectorstore.analysis.question.wording import AND, COUNTS, MONEY, OF
from vectorstore.analysis.terms import Role, TermHit, find_terms
from vectorstore.analysis.text import Token, fold


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of a question as indicators are chosen by.

    `asked_at`: tokens where the nouns asked about begin. `share`: a rate is asked for. `money`: an amount of
    money is, without a noun for it.
    """

    words: Sequence[Token]
    text: str
    hits: Sequence[TermHit]
    asked_at: Sequence[int]
    english: bool
    share: bool
    money: bool = False
    keys: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", [fold(word.text) for word in self.words])

    @property
    def asks_noun(self) -> bool:
        """Whether a noun of the list stands right after a question word."""
        return any(hit.first in self.asked_at and hit.is_noun for hit in self.hits)


_FIELD_WORDS = range(3, 6)  # shorter words of context may stand anywhere (`pháp luật`), longer are torn apart
_INERT = "·"
# With these words a whole is asked for beside its parts.
_TOTAL = re.compile(r"\b(?:tong|trong do|total|of which|all)\b")


def question_terms(words: Sequence[Token], *, folded: bool, english: bool) -> list[TermHit]:
    """The list's words in a question; `số xã` asks for what `xã` counts, whatever else it may name."""
    hits = find_terms(words, folded=folded, english=english)
    if english or not any(fold(word.text) in COUNTS for word in words):
        return hits
    bare = [replace(word, text=_INERT) if fold(word.text) in COUNTS else word for word in words]
    roles = {(hit.first, hit.last): hit.roles for hit in hits}
    for hit in find_terms(bare, folded=folded):
        roles[hit.first, hit.last] = roles.get((hit.first, hit.last), frozenset()) | hit.roles
    return [TermHit(first, last, found) for (first, last), found in sorted(roles.items())]


@dataclass(frozen=True, slots=True)
class Breaks:
    """What sets one thing against another: `words` do, and a new side begins at each token of `begins`."""

    words: frozenset[int] = frozenset()
    begins: frozenset[int] = frozenset()

    def side_of(self, at: int) -> int:
        """How many sides begin before or at a token."""
        return sum(word < at for word in self.words) + sum(begin <= at for begin in self.begins)


def choose_indicators(question: QuestionWords, breaks: Breaks) -> tuple[str, ...]:
    """The indicators that the words name, in the order of their acts; only those asked about, if any are.

    Where something sets two sides against each other (`chiếm … của`, `nhiều hơn`) and each names an indicator
    of its own, each is read by itself.
    """
    if question.share and (named := _named_rates(question)):
        return named
    chosen = [_choose(question, side) for side in _sides(question, breaks)]
    if sum(map(bool, chosen)) > 1:
        return tuple(dict.fromkeys(name for names in _alike(chosen) for name in names))
    return _less_wholes(_choose(question, question.hits), question.text)


def _less_wholes(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Without what only heads a list of its own parts: `phiếu lý lịch tư pháp số 1 và số 2`."""
    wholes = Counter(wholes_of(names))
    heads = {whole for whole, parts in wholes.items() if parts > 1 and not _TOTAL.search(fold(text))}
    return tuple(name for name in names if name not in heads)


def _alike(sides: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Sides that could be several things, held to what is counted like the side that is one only."""
    units = {indicators()[side[0]].unit for side in sides if len(side) == 1}
    return [
        tuple(name for name in side if indicators()[name].unit in units) or side if len(side) > 1 else side
        for side in sides
    ]


def wholes_of(names: Sequence[str]) -> tuple[str, ...]:
    """What these indicators are parts of: named with them, it narrows nothing."""
    return tuple(whole for name in names if (whole := indicators()[name].whole))


def used_positions(hits: Sequence[TermHit], names: Sequence[str]) -> frozenset[int]:
    """The tokens that say something about these indicators."""
    return frozenset(
        at
        for hit in hits
        if any(name in names and role is not Role.NOT for name, role in hit.roles)
        for at in range(hit.first, hit.last)
    )


@cache
def _rates() -> Phrasebook:
    return read_phrasebook("task_words.toml", "rates")


def rate_positions(words: Sequence[Token], text: str) -> frozenset[int]:
    """The tokens that name a rate of its own."""
    return frozenset(at for match in _rates().find(words, text, outside=()) for at in match.at)


def _named_rates(question: QuestionWords) -> tuple[str, ...]:
    """Indicators whose rate is asked for by its own name (`tỷ lệ thi hành án về tiền`)."""
    found = _rates().find(question.words, question.text, outside=())
    named = tuple(dict.fromkeys(match.group for match in found))
    acts = [name for name in named if any(hit.has(name, Role.ACT) for hit in question.hits)]
    return () if acts or not all(name in indicators() for name in named) else named


def _sides(question: QuestionWords, breaks: Breaks) -> list[list[TermHit]]:
    """The hits between the breaks; words of context count on every side."""
    sides: dict[int, list[TermHit]] = defaultdict(list)
    for hit in question.hits:
        if breaks.words.isdisjoint(range(hit.first, hit.last)):
            side = breaks.side_of(hit.first)
            if side == breaks.side_of(hit.last - 1):
                sides[side].append(hit)
    everywhere = [context for hit in question.hits if (context := _only(hit, Role.CONTEXT)).roles]
    return [[*sides[side], *everywhere] for side in sorted(sides)] if len(sides) > 1 else []


def _only(hit: TermHit, role: Role) -> TermHit:
    return TermHit(hit.first, hit.last, frozenset((name, r) for name, r in hit.roles if r is role))


def _choose(question: QuestionWords, hits: Sequence[TermHit]) -> tuple[str, ...]:
    chosen = _fitting(question, hits)
    asked_at = [*question.asked_at, *_set_beside_asked(question, hits)]
    asked = [name for name in chosen if any(_noun_at(hits, name, at) for at in asked_at)]
    money = question.money or any(question.keys[at] in MONEY for at in asked_at if at < len(question.keys))
    if not asked and money:
        asked = [name for name in chosen if indicators()[name].is_money]
    asks_noun = any(hit.first in question.asked_at and hit.is_noun for hit in hits)
    chosen = asked or (_asked_in_units(question, chosen, asked_at) if asks_noun else chosen)
    if question.share:  # of a rate, the part is named and its whole with it
        wholes = {indicators()[name].whole for name in chosen}
        chosen = [name for name in chosen if name not in wholes]
    chosen = [name for name in chosen if not _owns(question, hits, name, chosen)]
    positions = {name: used_positions(hits, (name,)) for name in chosen}
    specific = [name for name in chosen if not any(positions[name] < positions[other] for other in chosen)]
    return tuple(sorted(specific, key=lambda name: _first_act(hits, name, min(positions[name]))))


def _fitting(question: QuestionWords, hits: Sequence[TermHit]) -> list[str]:
    """The indicators whose words are there; without their context where that leaves one to be meant."""
    roles: dict[str, set[Role]] = defaultdict(set)
    for hit in hits:
        for name, role in hit.roles:
            roles[name].add(role)
    named = [name for name in indicators() if name in roles]
    for context in (True, False):
        fitting = [n for n in named if _fits(question, hits, n, roles[n], context=context)]
        chosen = [name for name in fitting if not _excluded(question, hits, name)]
        if not context:
            chosen = _of_fields(chosen, hits)
        if not context and question.english:
            chosen = [name for name in chosen if indicators()[name].english_acts or _says_all(hits, name)]
        if not context and len(chosen) > 1:
            chosen = [name for name in chosen if _asked_by_unit(question, hits, name)]
        if chosen and (context or len(chosen) == 1):
            return chosen
    return []


def _of_fields(names: Sequence[str], hits: Sequence[TermHit]) -> list[str]:
    """Those of the fields that the question speaks of by a name of its own (`thi hành án`), if it does."""
    telling = [hit for hit in hits if hit.last - hit.first in _FIELD_WORDS and not hit.is_noun]
    fields = {indicators()[name].field for hit in telling for name, role in hit.roles if role is Role.CONTEXT}
    return [name for name in names if not fields or indicators()[name].field in fields]


def _says_all(hits: Sequence[TermHit], name: str) -> bool:
    """Whether a noun of the indicator is more than one word that anything may be (`cases`)."""
    return any(hit.has(name, Role.NOUN) and hit.last - hit.first > 1 for hit in hits)


def _asked_by_unit(question: QuestionWords, hits: Sequence[TermHit], name: str) -> bool:
    """Whether the noun asked about is the indicator's very unit."""
    unit = fold(indicators()[name].unit)
    nouns = (h for h in hits if h.first in question.asked_at and h.has(name, Role.NOUN))
    return any(" ".join(question.keys[h.first : h.last]) == unit for h in nouns)


def _asked_in_units(question: QuestionWords, names: Sequence[str], asked_at: Sequence[int]) -> list[str]:
    """Indicators counted in what is asked for without being what they count (`luật sư … bao nhiêu người`)."""
    asked = {question.keys[at] for at in asked_at if at < len(question.keys)}
    return [name for name in names if asked & {fold(unit) for unit in indicators()[name].units}]


def _set_beside_asked(question: QuestionWords, hits: Sequence[TermHit]) -> list[int]:
    """Where nouns begin that are asked about together with one after the question word (`X và Y`)."""
    nouns = [hit for hit in hits if hit.is_noun]
    return [
        other.first
        for hit in nouns
        if hit.first in question.asked_at
        for other in nouns
        if 0 <= other.first - hit.last <= 2 and _set_beside(question, hit, other)
    ]


def _owns(question: QuestionWords, hits: Sequence[TermHit], name: str, chosen: Sequence[str]) -> bool:
    """Whether an indicator is only named as whose another one is (`doanh thu của các tổ chức …`)."""
    nouns = [hit for hit in hits if hit.has(name, Role.NOUN)]
    owners = [h for h in nouns if OF & set(question.keys[max(0, h.first - 2) : h.first])]
    others = [h for h in hits if any(h.has(other, Role.NOUN) for other in chosen if other != name)]
    return bool(nouns) and owners == nouns and any(h.last <= nouns[0].first for h in others if h not in nouns)


def _first_act(hits: Sequence[TermHit], name: str, fallback: int) -> int:
    return min((hit.first for hit in hits if hit.has(name, Role.ACT)), default=fallback)


def _fits(
    question: QuestionWords, hits: Sequence[TermHit], name: str, roles: Collection[Role], *, context: bool
) -> bool:
    indicator = indicators()[name]
    english = question.english
    wants_context = context and bool(indicator.english_context if english else indicator.context)
    if wants_context and Role.CONTEXT not in roles:
        return False
    if Role.NOUN not in roles:
        if not context:
            return False
        implied = (question.share and indicator.acts) or (question.money and indicator.is_money)
        return bool(implied) and any(h.has(name, Role.ACT) and not (english and h.is_noun) for h in hits)
    wants_act = bool(indicator.english_acts if english else indicator.acts)
    return not wants_act or Role.ACT in roles or Role.ALONE in roles or _noun_says_act(question, hits, name)


def _noun_says_act(question: QuestionWords, hits: Sequence[TermHit], name: str) -> bool:
    """Whether a noun of the indicator holds the act itself (`quyết định xử phạt vi phạm hành chính`)."""
    nouns = [question.keys[h.first : h.last] for h in hits if h.has(name, Role.NOUN)]
    return any(
        len(act) < len(noun) and any(_spells(act, noun[at : at + len(act)]) for at in range(len(noun)))
        for noun in nouns
        for act in _acts(name, english=question.english)
    )


def _spells(act: Sequence[str], words: Sequence[str]) -> bool:
    return len(act) == len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(act, words, strict=True)
    )


@cache
def _acts(name: str, *, english: bool) -> tuple[tuple[str, ...], ...]:
    listed = indicators()[name]
    return tuple(tuple(fold(act).split()) for act in (listed.english_acts if english else listed.acts))


def _excluded(question: QuestionWords, hits: Sequence[TermHit], name: str) -> bool:
    """Whether a word makes it something else; not when it is set beside the act (`ban hành và thẩm định`)."""
    own = [hit for hit in hits if hit.has(name, Role.ACT)]
    own = own or [hit for hit in hits if hit.has(name, Role.NOUN)]
    return any(
        hit.has(name, Role.NOT) and not any(_set_beside(question, each, hit) for each in own) for hit in hits
    )


def _set_beside(question: QuestionWords, one: TermHit, other: TermHit) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.first)
    if first.last > second.first:
        return False
    between = question.text[question.words[first.last - 1].end : question.words[second.first].start]
    if "," in between or AND & set(fold(between).split()):
        return True
    # `khai sinh khai tử kết hôn`, as typed in haste: nothing but such names between
    listed = [hit for hit in question.hits if hit.is_act and hit.last - hit.first > 1]
    if one not in listed or other not in listed:
        return False
    return all(any(h.first <= at < h.last for h in listed) for at in range(first.last, second.first))


def _noun_at(hits: Sequence[TermHit], name: str, at: int) -> bool:
    return any(hit.first == at and hit.has(name, Role.NOUN) for hit in hits)


def named_in_english(keys: Sequence[str], names: Sequence[str]) -> frozenset[int]:
    """The tokens of an English question that stand in these indicators' English names, endings aside."""
    stems = {fold(word)[:_STEM] for name in names for word in indicators()[name].english.split()}
    return frozenset(at for at, key in enumerate(keys) if len(key) > 3 and key[:_STEM] in stems)


_STEM = 8  # letters: `administrative` and `administration`, `appraise` and `appraisal`
