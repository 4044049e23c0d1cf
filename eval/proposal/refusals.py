"""Questions that the reports do not answer: a place, a period or an indicator that none of them tells of.

What the program did not read may still be printed, so a reviewer is told to look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from eval.proposal import wording
from eval.proposal.facts import Held, Key
from eval.simulate.chance import choose, shuffled
from vectorstore.analysis.gazetteer import parts_of, places
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import describe, year_of
from vectorstore.analysis.text import fold

_YEARS_BEFORE = 6
_YEARS_AFTER = 4
_MOST = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is asked for and not held, and what the reviewer is told."""

    key: Key
    remark: str


def refusals(held: Held, count: int) -> list[Refusal]:
    """At most `count` refusals of the three sorts in turn, always the same ones."""
    facts = shuffled([fact.key for fact in held.facts], "refusals")[:_MOST]
    sorts = (_periods_not_held(held, facts), _places_not_held(held, facts), _indicators_not_held(held, facts))
    found = (refusal for row in zip_longest(*sorts) for refusal in row if refusal is not None)
    return list(islice(found, count))


def _periods_not_held(held: Held, facts: Sequence[Key]) -> Iterator[Refusal]:
    """A year well before or after all that is told of a place."""
    for key in _varied(facts):
        years = [year for period in held.periods[key.province] if (year := year_of(period)) is not None]
        if not years:
            continue
        year = choose((min(years) - _YEARS_BEFORE, max(years) + _YEARS_AFTER), "year", key)
        period = str(year)
        if fold(period) not in held.texts.get(key.province, ""):
            remark = wording.remarks().period_not_held.format(
                place=key.province, period=describe(period, "vi")
            )
            yield Refusal(Key(key.indicator, key.province, period), remark)


def _places_not_held(held: Held, facts: Sequence[Key]) -> Iterator[Refusal]:
    """A province that no report is of or names, nor any of those it was made of."""
    texts = "\n".join(held.texts.values())
    told = set(held.told) | {
        part for province in held.told if province in places() for part in parts_of(province)
    }
    told |= {place.name for place in places().values() if any(part in told for part in parts_of(place.name))}
    free = [
        place.name
        for place in places().values()
        if place.kind == "province" and place.name not in told and fold(place.name) not in texts
    ]
    for key, province in zip(_varied(facts), shuffled(free, "places"), strict=False):
        remark = wording.remarks().place_not_held.format(place=province)
        yield Refusal(Key(key.indicator, province, key.period), remark)


def _indicators_not_held(held: Held, facts: Sequence[Key]) -> Iterator[Refusal]:
    """An indicator of the list that no figure of the place is of, and whose name its reports do not print."""
    for key in _varied(facts):
        text = held.texts.get(key.province, "")
        free = [
            name
            for name, indicator in indicators().items()
            if name not in held.told[key.province]
            and fold(indicator.name) not in text
            and not any(fold(noun) in text for noun in indicator.nouns)
        ]
        if text and free:
            indicator = choose(free, "indicator", key)
            remark = wording.remarks().indicator_not_held.format(
                name=wording.name_of(indicator), place=key.province
            )
            yield Refusal(Key(indicator, key.province, key.period), remark)


def _varied(keys: Sequence[Key]) -> Iterator[Key]:
    """The keys, those of an indicator that was not met yet first."""
    seen: set[str] = set()
    later: list[Key] = []
    for key in keys:
        if key.indicator in seen:
            later.append(key)
        else:
            seen.add(key.indicator)
            yield key
    yield from later
