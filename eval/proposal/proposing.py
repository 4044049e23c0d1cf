"""Which questions are proposed: spread over indicators, places, periods and kinds, always the same ones.

A kind that the reports do not allow (one province allows no comparison) gives way to plain questions.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.proposal import wording
from eval.proposal.facts import Fact, Held, Key
from eval.proposal.refusals import Refusal, refusals
from eval.question import QuestionKind
from eval.simulate.chance import draw, shuffled

_CONSIDERED = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A question with the facts that answer it, in order; none where it should be refused, as `note` says."""

    kind: QuestionKind
    question: str
    history: str = ""
    facts: tuple[Fact, ...] = ()
    note: str = ""


def propose(held: Held, count: int) -> tuple[Proposal, ...]:
    """At most `count` proposals on what is held, in the order of their kinds."""
    drawing = _Drawing(held)
    proposals: list[Proposal] = []
    wanted = _shares(count)
    for kind, share in wanted.items():
        if kind is not QuestionKind.LOOKUP:
            proposals += drawing.draw(kind, share)
    proposals += drawing.draw(QuestionKind.LOOKUP, count - len(proposals))
    order = list(wanted)
    return tuple(sorted(proposals, key=lambda proposal: order.index(proposal.kind)))


def _shares(count: int) -> dict[QuestionKind, int]:
    """The mix scaled to `count`, by largest remainder."""
    mix = wording.mix()
    total = sum(mix.values())
    shares = {kind: count * part // total for kind, part in mix.items()}
    missing = sorted(mix, key=lambda kind: -(count * mix[kind] % total))[: count - sum(shares.values())]
    return {kind: share + (kind in missing) for kind, share in shares.items()}


class _Drawing:
    def __init__(self, held: Held) -> None:
        self._facts = shuffled(held.facts, "facts")[:_CONSIDERED]
        self._by_key = {fact.key: fact for fact in held.facts}
        self._held = held
        self._used: Counter[str] = Counter()
        self._taken: set[Key] = set()
        self._makers: Mapping[QuestionKind, Callable[[Fact], Proposal | None]] = {
            QuestionKind.LOOKUP: _lookup,
            QuestionKind.NO_DIACRITICS: _no_diacritics,
            QuestionKind.ENGLISH: _english,
            QuestionKind.SEVERAL: self._several,
            QuestionKind.COMPARE: self._compare,
            QuestionKind.FOLLOW_UP: self._follow_up,
        }
        self._beside: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self._facts:
            self._beside[fact.key.province, fact.key.period].append(fact)

    def draw(self, kind: QuestionKind, count: int) -> list[Proposal]:
        """Up to `count` proposals of a kind."""
        if kind is QuestionKind.UNANSWERABLE:
            return [_refused(refusal) for refusal in refusals(self._held, count)]
        found: list[Proposal] = []
        passed: set[Key] = set()
        while len(found) < count and (fact := self._least_used(passed)) is not None:
            passed.add(fact.key)
            proposal = self._makers[kind](fact)
            if proposal is not None:
                found.append(proposal)
                self._note(proposal)
        return found

    def _least_used(self, passed: set[Key]) -> Fact | None:
        """The fact whose indicator, place and period were asked about least so far."""
        free = (fact for fact in self._facts if fact.key not in self._taken and fact.key not in passed)
        return min(free, key=self._use, default=None)

    def _use(self, fact: Fact) -> tuple[int, int]:
        key = fact.key
        return self._used[key.indicator], self._used[key.province] + self._used[key.period]

    def _note(self, proposal: Proposal) -> None:
        for fact in proposal.facts:
            self._taken.add(fact.key)
            self._used.update((fact.key.indicator, fact.key.province, fact.key.period))

    def _several(self, fact: Fact) -> Proposal | None:
        """Two counts that one report tells of the same place and period."""
        others = [
            other
            for other in self._beside[fact.key.province, fact.key.period]
            if other.key.indicator != fact.key.indicator
            and set(other.sources) & set(fact.sources)
            and wording.plain_form(other.key.indicator) == "count"
        ]
        if not others or wording.plain_form(fact.key.indicator) != "count":
            return None
        other = min(others, key=self._use)
        question = wording.asked(
            "several",
            _choice(fact),
            province=fact.key.province,
            period=fact.key.period,
            one=wording.name_of(fact.key.indicator),
            other=wording.name_of(other.key.indicator),
        )
        return Proposal(kind=QuestionKind.SEVERAL, question=question, facts=(fact, other))

    def _compare(self, fact: Fact) -> Proposal | None:
        other = self._elsewhere(fact)
        if other is None or wording.plain_form(fact.key.indicator) != "count":
            return None
        question = wording.asked(
            "compare",
            _choice(fact),
            province=fact.key.province,
            period=fact.key.period,
            elsewhere=wording.elsewhere(other.key.province),
            name=wording.name_of(fact.key.indicator),
        )
        return Proposal(kind=QuestionKind.COMPARE, question=question, facts=(fact, other))

    def _follow_up(self, fact: Fact) -> Proposal | None:
        """A question on this fact, and a second one that only says what is different."""
        there, then = self._elsewhere(fact), self._at_another_time(fact)
        history = _plain_question(fact)
        if then is not None and (there is None or draw("follow-up", fact.key) < 0.5):
            question = wording.asked(
                "then_period", _choice(fact), province=fact.key.province, period=then.key.period
            )
            return Proposal(kind=QuestionKind.FOLLOW_UP, question=question, history=history, facts=(then,))
        if there is None:
            return None
        question = wording.asked(
            "then_place",
            _choice(fact),
            province=fact.key.province,
            period=fact.key.period,
            elsewhere=wording.elsewhere(there.key.province),
        )
        return Proposal(kind=QuestionKind.FOLLOW_UP, question=question, history=history, facts=(there,))

    def _elsewhere(self, fact: Fact) -> Fact | None:
        return self._other(
            fact,
            lambda key: key.period == fact.key.period and key.province != fact.key.province,
        )

    def _at_another_time(self, fact: Fact) -> Fact | None:
        return self._other(
            fact,
            lambda key: key.period != fact.key.period and key.province == fact.key.province,
        )

    def _other(self, fact: Fact, fits: Callable[[Key], bool]) -> Fact | None:
        """Another fact of the same indicator that nobody was asked about."""
        found = [
            other
            for key, other in self._by_key.items()
            if key.indicator == fact.key.indicator and fits(key) and key not in self._taken
        ]
        return min(found, key=lambda other: (self._use(other), draw("other", other.key)), default=None)


def _lookup(fact: Fact) -> Proposal:
    return Proposal(kind=QuestionKind.LOOKUP, question=_plain_question(fact), facts=(fact,))


def _no_diacritics(fact: Fact) -> Proposal:
    question = wording.without_diacritics(_plain_question(fact))
    return Proposal(kind=QuestionKind.NO_DIACRITICS, question=question, facts=(fact,))


def _english(fact: Fact) -> Proposal:
    question = wording.asked_in_english(
        fact.key.indicator, _choice(fact), province=fact.key.province, period=fact.key.period
    )
    return Proposal(kind=QuestionKind.ENGLISH, question=question, facts=(fact,))


def _refused(refusal: Refusal) -> Proposal:
    return Proposal(kind=QuestionKind.UNANSWERABLE, question=_plain_words(refusal.key), note=refusal.remark)


def _plain_question(fact: Fact) -> str:
    return _plain_words(fact.key)


def _plain_words(key: Key) -> str:
    return wording.asked(
        wording.plain_form(key.indicator),
        int(draw("form", key) * 1_000),
        province=key.province,
        period=key.period,
        name=wording.name_of(key.indicator),
    )


def _choice(fact: Fact) -> int:
    return int(draw("form", fact.key) * 1_000)


def sources_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The reports that state any of the facts, each once."""
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))
