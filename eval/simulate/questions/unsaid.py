"""Whether no report says a figure, nor anything that it follows from."""

from eval.simulate.gold import Kind
from eval.simulate.questions.facts import Facts, Key, whole_years
from eval.simulate.world import indicators

_FOLLOWS_FROM = {
    "-Q2": ("-H1", "-Q1"),
    "-Q3": ("-9M", "-H1"),
    "-H1": ("-Q1", "-Q2"),
    "-9M": ("-H1", "-Q3"),
    "-Q1": ("-H1", "-Q2"),
}
"""A span of a year and the two others that it is the sum or the difference of."""


def unsaid(facts: Facts, indicator: str, province: str, period: str) -> bool:
    """Whether nothing is said of it: no level, part, district, share or change, by old or new borders.

    Nor may it follow: from the change that next year's report tells, from a sum of years it is one of, from
    other spans of the year, or as what is left of a whole without the rest. A target for the period does not
    say it.
    """
    if facts.mentions(indicator, province, period):
        return False
    year, span = int(period[:4]), period[4:]
    after = f"{year + 1}{span}"
    for merged in (False, True):
        if facts.others(Kind.CHANGE, Key(indicator, province, after, merged=merged)):
            return False
    if not span and any(
        facts.mentions(indicator, province, whole_years(first, last))
        for first in range(year - 5, year + 1)
        for last in range(year, year + 6)
        if first < last
    ):
        return False
    from_spans = _FOLLOWS_FROM.get(span, ())
    if from_spans and all(facts.mentions(indicator, province, f"{year}{other}") for other in from_spans):
        return False
    row = indicators()[indicator]
    needed = [key for key in (row.of, row.less) if key] if row.less else []
    return not needed or not all(facts.mentions(key, province, period) for key in needed)
