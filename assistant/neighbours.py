"""The neighbours a figure is judged by: the same thing at its place in other periods, and at other places.

Which rows there are is `lookup`'s business, what makes a jump `outliers`'.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from assistant.findings import LEVELS, Topic
from assistant.outliers import (
    is_confirmed_in_time,
    is_usual_among_places,
    jumps_among_places,
    jumps_in_time,
)
from assistant.territory import Where
from vectorstore.analysis.periods import same_period
from vectorstore.schema import Figure

_Place = tuple[str | None, str | None, str | None]
_Places = defaultdict[tuple[str | None, str | None, bool], dict[str | None, float]]


class Neighbours:
    """Judges the figures of topics against the rows around them; `elsewhere` reads all places of a period."""

    def __init__(
        self,
        around: Mapping[Topic, Sequence[Figure]],
        elsewhere: Callable[[Topic, str], Sequence[Figure]],
    ) -> None:
        self._elsewhere = elsewhere
        self._by_place: dict[Topic, dict[_Place, list[Figure]]] = {}
        self._among: dict[Topic, _Places] = {}
        self._judged: dict[tuple[Topic, str], bool] = {}
        for topic, rows in around.items():
            placed: dict[_Place, list[Figure]] = defaultdict(list)
            for figure in rows:
                if figure.kind in LEVELS and not figure.rivals:
                    placed[_place(figure)].append(figure)
            self._by_place[topic] = placed
            self._among[topic] = _by_alike(rows)

    def judge_of(self, topic: Topic, where: Where, period: str | None) -> Callable[[Figure], bool]:
        """A judge of figures of one topic, place and period: whether one jumps about a thousandfold."""
        return lambda figure: self._jumps(topic, figure)

    def _jumps(self, topic: Topic, figure: Figure) -> bool:
        key = (topic, figure.figure_id)
        if key not in self._judged:
            self._judged[key] = self._judge(topic, figure)
        return self._judged[key]

    def _judge(self, topic: Topic, figure: Figure) -> bool:
        here = self._by_place.get(topic, {}).get(_place(figure), [])
        if not here or figure.value_to is not None:
            return False
        in_time = _in_other_periods(figure, here)
        if jumps_in_time(figure.value, in_time):
            alone = len(in_time) == 1  # one of the two is off: other places say which
            return not (alone and is_usual_among_places(figure.value, self._at_other_places(topic, figure)))
        if is_confirmed_in_time(figure.value, in_time):
            return False
        among = _at_others(figure, self._among[topic])
        if not among and not in_time:  # nothing beside it was read: then the other places decide
            among = self._at_other_places(topic, figure)
        return jumps_among_places(figure.value, among)

    def _at_other_places(self, topic: Topic, figure: Figure) -> list[float]:
        if figure.period is None:
            return []
        rows = [f for f in self._elsewhere(topic, figure.period) if f.kind in LEVELS and not f.rivals]
        return _at_others(figure, _by_alike(rows))


def _place(figure: Figure) -> _Place:
    return figure.province, figure.locality, figure.part


def _in_other_periods(figure: Figure, here: Sequence[Figure]) -> list[float]:
    """One value for each other period and value stated; another value for the same period counts too."""
    return [
        value
        for _, value in {
            (other.period, other.value)
            for other in here
            if (other.period, other.value) != (figure.period, figure.value)
            and not (
                other.value == figure.value
                and other.period
                and figure.period
                and same_period(other.period, figure.period)
            )
        }
    ]


def _by_alike(rows: Sequence[Figure]) -> _Places:
    """One value, the first stated, for each place, apart by period, part and rank."""
    found: _Places = defaultdict(dict)
    for figure in rows:
        if figure.kind in LEVELS and not figure.rivals:
            found[_alike(figure)].setdefault(figure.province, figure.value)
    return found


def _alike(figure: Figure) -> tuple[str | None, str | None, bool]:
    return figure.period, figure.part, figure.locality is not None


def _at_others(figure: Figure, among: _Places) -> list[float]:
    """The values of other places for the same thing in the same period."""
    return [value for province, value in among[_alike(figure)].items() if province != figure.province]
