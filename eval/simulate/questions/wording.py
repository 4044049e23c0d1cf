"""Puts what is asked into words: chooses a frame and fills its slots, always alike for the same seed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.simulate.chance import choose
from eval.simulate.numerals import plain
from eval.simulate.questions.geography import old_provinces, regions
from eval.simulate.questions.phrasings import (
    Manner,
    NamedFrame,
    PhrasingError,
    PhrasingFile,
    Spellings,
    load_phrasings,
    named_frames,
)
from eval.simulate.world import indicators

_SLOT = re.compile(r"\{(\w+?)(\d?)\}")
_PERIOD = re.compile(r"(\d{4})(?:-(H[12]|9M|Q[1-4]))?$")
_MONEY = "đồng"
_NAMES = ("noun", "ask", "short", "citizen", "en")
_PERIOD_FORMS = {"period": "name", "when": "when", "pshort": "short"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a frame is filled with; `rises` says whether the first or later figure is the greater."""

    indicators: tuple[str, ...]
    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    region: str | None = None
    merged: str | None = None
    part: str | None = None
    locality: str | None = None
    n: int | None = None
    threshold: int | None = None
    rises: bool | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """A question in words, and the name of its frame."""

    text: str
    frame: str
    manner: Manner


class Wording:
    """The phrasings of one or more files, drawn from by a seed."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        """Raises PhrasingError where a file does not exist or cannot be used."""
        if not names:
            raise PhrasingError("", "none is named")
        self.seed = seed
        self._files = {name: load_phrasings(name) for name in names}
        self._frames: dict[str, list[NamedFrame]] = defaultdict(list)
        for named in (each for name in names for each in named_frames(name)):
            self._frames[named.frame.task].append(named)

    def knows(self, indicator: str) -> bool:
        """Whether every file has names for it."""
        return all(indicator in file.indicator for file in self._files.values())

    def off_topic(self) -> tuple[tuple[str, str], ...]:
        """Every whole question about something else, with its name."""
        return tuple(
            (f"{name}/off_topic-{number}", each.text)
            for name, file in self._files.items()
            for number, each in enumerate(file.off_topic, start=1)
        )

    def place(self, name: str, *draws: object) -> str:
        """A Vietnamese spelling of a place out of one of the files."""
        file = self._files[choose(sorted(self._files), self.seed, *draws, "file")]
        return _Filler(file, "vi", self.seed, draws).place(name)

    def word(self, task: str, manners: Sequence[Manner], slots: Slots, *draws: object) -> Worded | None:
        """A question of that task in one of these manners; None where no frame fits."""
        fitting = [named for named in self._frames[task] if _fits(named, manners, slots)]
        if not fitting:
            return None
        # A manner is drawn before a frame, so that one with many frames does not crowd out the others.
        manner = choose(sorted({each.frame.manner for each in fitting}), self.seed, task, *draws, "manner")
        of_manner = [each for each in fitting if each.frame.manner == manner]
        chosen = choose(of_manner, self.seed, task, *draws, "frame")
        filler = _Filler(self._files[chosen.source], chosen.frame.manner, self.seed, (task, *draws))
        return Worded(filler.fill(chosen.frame.text, slots), chosen.name, chosen.frame.manner)

    def reply(self, indicator: str, place: str, period: str, value: int | float, unit: str) -> str:
        """What the assistant said before."""
        file = next(iter(self._files.values()))
        words = _Filler(file, "vi", self.seed, ("reply",))
        shown = plain(value).text
        filled = file.history.answer.format(
            place=place, period=words.period(period, "name"), value=shown, unit=unit, subject=indicator
        )
        return _capital(filled)


def says(period: str) -> bool:
    """Whether the phrasings have words for a period in this notation."""
    return _PERIOD.match(period) is not None


def bare(text: str) -> str:
    """Without diacritics, as typed in a hurry."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.replace("–", "-").lower()


def is_money(indicator: str) -> bool:
    """Whether it is counted in đồng."""
    return indicators()[indicator].unit == _MONEY


def _fits(named: NamedFrame, manners: Sequence[Manner], slots: Slots) -> bool:
    frame = named.frame
    if frame.manner not in manners:
        return False
    if frame.money is not None and any(is_money(key) != frame.money for key in slots.indicators):
        return False
    return not (frame.rises and slots.rises is not True) and not (frame.falls and slots.rises is not False)


class _Filler:
    def __init__(self, file: PhrasingFile, manner: Manner, seed: int, draws: Sequence[object]) -> None:
        self._file = file
        self._manner = manner
        self._draws = (seed, *draws)

    def fill(self, text: str, slots: Slots) -> str:
        filled = _SLOT.sub(lambda slot: self._slot(slot[1], int(slot[2] or 1) - 1, slots), text)
        return filled if self._manner == "short" else _capital(filled)

    def place(self, name: str) -> str:
        if name in regions():
            return self._region(name)
        own = self._file.place.get(name)
        if own is not None:
            return choose(self._forms(own), *self._draws, name)
        place = old_provinces()[name]
        default = self._file.place["default" if place.kind == "tỉnh" else "default_city"]
        spelling = choose(self._forms(default), *self._draws, name)
        return spelling.format(name=name, kind=place.kind, ascii=bare(name).title())

    def period(self, notation: str, form: str) -> str:
        match = _PERIOD.match(notation)
        if match is None:
            raise PhrasingError("", f"no words for the period {notation}")
        words = self._file.period[match[2] or "year"]
        forms: tuple[str, ...] = getattr(words, form)
        return choose(forms, *self._draws, notation, form).format(year=match[1])

    def _forms(self, spellings: Spellings) -> tuple[str, ...]:
        if self._manner == "en":
            return spellings.en
        return (spellings.short or spellings.vi) if self._manner == "short" else spellings.vi

    def _region(self, name: str) -> str:
        spellings = self._file.region[name]
        return choose(spellings.en if self._manner == "en" else spellings.vi, *self._draws, name)

    def _slot(self, name: str, number: int, slots: Slots) -> str:
        if name[0].isupper():
            return _capital(self._slot(name.lower(), number, slots))
        if name in _NAMES:
            forms: tuple[str, ...] = getattr(self._file.indicator[slots.indicators[number]], name)
            words = choose(forms, *self._draws, name, number)
            return _small(words) if name == "citizen" else words
        if name in _PERIOD_FORMS:
            english = "en_" if self._manner == "en" and name != "pshort" else ""
            return self.period(slots.periods[number], english + _PERIOD_FORMS[name])
        match name:
            case "place":
                return self.place(slots.places[number])
            case "merged":
                return self._merged(slots)
            case "region":
                return self._region(slots.region or "")
            case "year" if slots.years:
                return str(slots.years[number])
            case "threshold" if slots.threshold is not None:
                return plain(slots.threshold).text
            case "threshold_en" if slots.threshold is not None:
                return f"{slots.threshold:,}"
            case "locality" if slots.locality:
                return _small(slots.locality)
            case "part" | "n":
                return str(getattr(slots, name))
        raise PhrasingError("", f"a frame has the slot {{{name}}}, which means nothing")

    def _merged(self, slots: Slots) -> str:
        name = slots.merged or ""
        return bare(name).title() if self._manner == "en" else name


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
