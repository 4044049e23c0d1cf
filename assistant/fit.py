"""Whether a figure is what a question's words ask for: its noun, its part, its place below the province.

Every word the question adds must be accounted for by the figure's own words or those around it; a figure of a
part is never given for the whole, nor the province's own for a locality in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.sources import Sources
from assistant.territory import Where
from assistant.year_tables import of_clear_time
from vectorstore.analysis.durations import find_durations, years_in
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.text import fold, normalise, tokens
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind

_TIERS = frozenset({"thanh", "pho", "tp", "thi", "xa", "tx", "huyen", "quan", "phuong", "tran"})
_NEGATIONS = frozenset({"khong", "chua", "not", "without"})
"""What is denied of one figure of a sentence is mostly said of its neighbour."""
_CAME_IN = ("thuc nop", "thuc thu", "da nop", "da thu", "nop duoc", "thu duoc", "thu ve", "nop vao")
_CAME_IN_WORDS = frozenset(" ".join(_CAME_IN).split())
_MONEY_WORDS = frozenset({"tien", "dong"})


class WordFit:
    """Judges figures against one question; `listed` says that their indicator is on the list.

    `strict`: the question's words must stand in the figure's own, those around it do not count.
    """

    def __init__(
        self,
        catalog: Catalog,
        sources: Sources,
        reading: QuestionReading,
        wheres: Iterable[Where],
        *,
        listed: bool,
        strict: bool = False,
    ) -> None:
        self._catalog = catalog
        self._sources = sources
        self._reading = reading
        self._listed = listed
        self._strict = strict
        self._localities: dict[str, list[str]] = defaultdict(list)
        self._whole: set[str] = set()
        for where in wheres:
            if where.locality is None:
                self._whole.add(where.province)
            else:
                self._localities[where.province].append(where.locality)

    @property
    def unit_heads(self) -> tuple[str, ...]:
        """The folded first word that the unit of an unlisted figure must have; empty: any."""
        return () if self._listed else self.unit_heads_of(self._reading)

    @staticmethod
    def unit_heads_of(reading: QuestionReading) -> tuple[str, ...]:
        """The folded first word of the unit that a question asks in; empty where it names none."""
        if reading.asked is None:
            return ()
        return ("dong",) if reading.asked in _MONEY_WORDS else (reading.asked,)

    @property
    def context_terms(self) -> tuple[str, ...]:
        """What a figure's own words or those around it must hold: all that the question adds."""
        return self._reading.terms

    def fitting(self, figures: Sequence[Figure]) -> list[Figure]:
        """Those of these figures that the question's words allow."""
        placed = of_clear_time(self._placed(figures), self._sources)
        likely = [figure for figure in placed if self._is_kind_asked(figure)]
        sure = {f.figure_id for f in likely if not self.uncovered(f)}
        doubtful = [f for f in likely if f.figure_id not in sure]
        if doubtful and not self._strict:
            self._sources.load(doubtful)
            sure |= {f.figure_id for f in doubtful if self._accounted_for_around(f)}
        return [f for f in likely if f.figure_id in sure]

    def whatever_counted(self, figures: Sequence[Figure]) -> list[Figure]:
        """Those of the places, tier, part and stretch of time asked about, whatever they count.

        Money where money is asked for, and never where it is not.
        """
        anywhere = not (self._whole or self._localities)
        placed = of_clear_time(figures if anywhere else self._placed(figures), self._sources)
        money = self._reading.asked in _MONEY_WORDS
        return [
            figure
            for figure in placed
            if self._is_of_level(figure)
            and self._is_of_part(figure)
            and self._is_of_duration(figure)
            and (self._reading.asked is None or (figure.unit == "đồng") is money)
            and (anywhere or self.where_of(figure) is not None)
        ]

    def names_part(self, figure: Figure) -> bool:
        """Whether the question names the part a figure counts; a figure of the whole always passes."""
        if not figure.part:
            return True
        part = _keys(figure.part)
        if self._is_other_word(figure.part):
            return False
        return part <= self._asked_words or (bool(self._reading.terms) and set(self._reading.terms) <= part)

    def _is_other_word(self, part: str) -> bool:
        """Whether a part only looks like the question's words without their marks (`mỗi` and `mới`)."""
        if self._reading.folded or self._reading.language == "en":
            return False
        return any(
            word not in self._marked_words and fold(word) in self._typed_words
            for word in (token.text.lower() for token in tokens(normalise(part)))
        )

    def uncovered(self, figure: Figure) -> int:
        """How many of the question's added words the figure's own words leave unaccounted for."""
        if not self._reading.terms:
            return 0
        own = _own_words(figure)
        return sum(term not in own for term in self._reading.terms)

    def leaves_payment_unsaid(self, figure: Figure) -> bool:
        """Whether a figure does not say that its money came in where the question wants that (`đã thu`)."""
        return self._asks_what_came_in and _own_words(figure).isdisjoint(_CAME_IN_WORDS)

    def where_of(self, figure: Figure) -> Where | None:
        """The place asked about that a figure is of."""
        if figure.province is None:
            return None
        if figure.locality is not None:
            for asked in self._localities[figure.province]:
                if _same_locality(figure.locality, asked):
                    return Where(figure.province, asked)
            return None
        return Where(figure.province)

    @cached_property
    def _marked_words(self) -> frozenset[str]:
        """The question's words with their marks, and those it has without any."""
        return frozenset(token.text.lower() for token in tokens(normalise(self._reading.text)))

    @cached_property
    def _typed_words(self) -> frozenset[str]:
        return _keys(self._reading.text)

    @cached_property
    def _asked_words(self) -> frozenset[str]:
        """The question's words; any that say that money came in say all that do (`thực nộp`, `đã thu`)."""
        return self._typed_words | _CAME_IN_WORDS if self._asks_what_came_in else self._typed_words

    @cached_property
    def _asks_what_came_in(self) -> bool:
        text = " ".join(fold(token.text) for token in tokens(self._reading.text))
        return any(phrase in text for phrase in _CAME_IN)

    def _is_kind_asked(self, figure: Figure) -> bool:
        return (
            self._is_of_level(figure)
            and self._is_of_part(figure)
            and self._is_of_duration(figure)
            and (self._listed or self._counts_what_is_asked(figure))
            and (figure.kind is not FigureKind.PART or self.names_part(figure))
        )

    def _is_of_part(self, figure: Figure) -> bool:
        """Whether a figure is of the one part named; that its sentence tells of it too is not enough."""
        asked = self._reading.named_part
        return not asked or set(asked) <= _own_words(figure)

    @cached_property
    def _durations(self) -> frozenset[int]:
        """The lengths in years of what is asked about, where no period says which years."""
        told = self._reading.periods or self._reading.span or self._reading.span_years
        return frozenset() if told else find_durations(self._reading.text)

    def _is_of_duration(self, figure: Figure) -> bool:
        """Whether a figure is of a stretch as long as asked; one year's is never given for ten."""
        if not self._durations:
            return True
        if figure.period is not None:
            return years_in(figure.period) in self._durations
        title = self._sources.report(figure).metadata.title
        return not self._durations.isdisjoint(find_durations(f"{figure.phrase}; {figure.heading}; {title}"))

    def _is_of_level(self, figure: Figure) -> bool:
        """Whether a figure is of the tier of government named; nothing of all tiers stands in for one."""
        level = self._reading.level
        if level is None or figure.part == level:
            return True
        listed = indicators().get(figure.indicator or "")
        if listed is not None and level in listed.name:  # `đơn vị cấp xã`: the tier is what is counted
            return True
        return figure.part is None and _keys(level) <= _own_words(figure) | _keys(figure.heading)

    def _placed(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures of the localities asked, and a province's own where none of its localities is asked.

        The one exception: a sentence that names every locality asked and has no number of any of them is
        about all of them together.
        """
        placed, wide = [], []
        for figure in figures:
            asked = self._localities.get(figure.province or "", ())
            if figure.locality is not None:
                if any(_same_locality(figure.locality, one) for one in asked):
                    placed.append(figure)
            elif not asked or figure.province in self._whole:
                placed.append(figure)
            elif len(asked) > 1:
                wide.append(figure)
        if not wide or any(figure.locality for figure in placed):
            return placed
        self._sources.load(wide)
        return placed + [figure for figure in wide if self._is_of_all_localities(figure)]

    def _is_of_all_localities(self, figure: Figure) -> bool:
        quote = _keys(self._sources.quote(figure))
        if not all(_keys(one) - _TIERS <= quote for one in self._localities[figure.province or ""]):
            return False
        beside = self._catalog.figures(report_ids=(figure.report_id,))
        return not any(f.locality and f.start == figure.start and f.end == figure.end for f in beside)

    def _counts_what_is_asked(self, figure: Figure) -> bool:
        """Whether an unlisted figure counts the noun after `bao nhiêu` (`tiền` and `đồng` ask for money)."""
        if self._reading.asked in _MONEY_WORDS:
            return figure.unit == "đồng"
        return fold(figure.unit).split()[:1] == [self._reading.asked]

    def _accounted_for_around(self, figure: Figure) -> bool:
        """Whether the figure's words and those around it say all that the question adds.

        Words of a number beside it that counts the same (`pháp y 918 vụ, xây dựng 158 vụ`) are that one's.
        """
        title = self._sources.report(figure).metadata.title
        own = _own_words(figure)
        around = own | _keys(f"{self._sources.quote(figure)} {figure.heading} {title}")
        shared = around - self._words_beside(figure)
        return all(term in own or (term not in _NEGATIONS and term in shared) for term in self._reading.terms)

    def _words_beside(self, figure: Figure) -> frozenset[str]:
        """The own words of the other numbers of the sentence that count the same kind of thing."""
        if figure.row is not None:
            return frozenset()
        beside = (
            other
            for other in self._catalog.figures(report_ids=(figure.report_id,))
            if other.start == figure.start
            and other.figure_id != figure.figure_id
            and other.row is None
            and (not other.unit or figure.unit in _units_of(other))
        )
        return frozenset().union(*map(_own_words, beside))


def _units_of(figure: Figure) -> tuple[str, ...]:
    """What a figure may be counted in: its unit, and those its indicator may be printed with."""
    listed = indicators().get(figure.indicator or "")
    return (figure.unit, *(listed.units if listed is not None else ()))


def _same_locality(one: str, other: str) -> bool:
    return _keys(one) - _TIERS == _keys(other) - _TIERS


def _own_words(figure: Figure) -> frozenset[str]:
    return _keys(f"{figure.phrase} {figure.part or ''} {figure.row or ''} {figure.column or ''}")


def _keys(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text))
