"""Whether a figure is what a question's words ask for: its noun, its part, its place below the province.

Every word the question adds must be accounted for by the figure's own words or those around it; a figure of a
part is never given for the whole.
"""

from functools import cached_property

from assistant.slots import Slots
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.text import fold, tokens
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind, StructuredText

_TIERS = frozenset({"thanh", "pho", "tp", "thi", "xa", "tx", "huyen", "quan", "phuong", "tran"})
_MONEY_WORDS = frozenset({"tien", "dong"})


class WordFit:
    """Judges figures against one question; `listed` says that its indicator is on the list."""

    def __init__(self, catalog: Catalog, reading: QuestionReading, slots: Slots, *, listed: bool) -> None:
        self._catalog = catalog
        self._reading = reading
        self._slots = slots
        self._listed = listed
        self._texts: dict[str, StructuredText] = {}

    @property
    def asked_terms(self) -> tuple[str, ...]:
        """What an unlisted figure's own words must hold for it to be looked at."""
        if self._listed:
            return ()
        if self._reading.asked is None or self._reading.asked in _MONEY_WORDS:
            return self._reading.terms[:1]
        return (self._reading.asked,)

    def fits(self, figure: Figure) -> bool:
        """Whether the figure is one the question's words allow."""
        return (
            self._same_locality(figure)
            and not (self._reading.level and figure.part and self._reading.level != figure.part)
            and (self._listed or self._counts_what_is_asked(figure))
            and (figure.kind is not FigureKind.PART or self.names_part(figure))
            and self._accounts_for_terms(figure)
        )

    def names_part(self, figure: Figure) -> bool:
        """Whether the question names the part a figure counts; a figure of the whole always passes."""
        if not figure.part:
            return True
        part = _keys(figure.part)
        return part <= self._asked_words or (bool(self._reading.terms) and set(self._reading.terms) <= part)

    def uncovered(self, figure: Figure) -> int:
        """How many of the question's added words the figure's own words leave unaccounted for."""
        own = _own_words(figure)
        return sum(term not in own for term in self._reading.terms)

    @cached_property
    def _asked_words(self) -> frozenset[str]:
        return _keys(self._reading.text)

    def _same_locality(self, figure: Figure) -> bool:
        asked = self._slots.locality
        if figure.locality is None or asked is None:
            return figure.locality is asked
        return _keys(figure.locality) - _TIERS == _keys(asked) - _TIERS

    def _counts_what_is_asked(self, figure: Figure) -> bool:
        """Whether an unlisted figure counts the noun after `bao nhiêu` (`tiền` and `đồng` ask for money)."""
        if self._reading.asked in _MONEY_WORDS:
            return figure.unit == "đồng"
        return fold(figure.unit).split()[:1] == [self._reading.asked]

    def _accounts_for_terms(self, figure: Figure) -> bool:
        own = _own_words(figure)
        if all(term in own for term in self._reading.terms):
            return True
        if figure.report_id not in self._texts:
            self._texts[figure.report_id] = self._catalog.text(figure.report_id)
        quote = self._texts[figure.report_id].text[figure.start : figure.end]
        title = self._catalog.report(figure.report_id).metadata.title
        around = own | _keys(f"{quote} {figure.heading} {title}")
        return all(term in around for term in self._reading.terms)


def _own_words(figure: Figure) -> frozenset[str]:
    return _keys(f"{figure.phrase} {figure.part or ''} {figure.row or ''} {figure.column or ''}")


def _keys(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text))
