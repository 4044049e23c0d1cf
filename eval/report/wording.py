"""The words of the report page in its two languages, and how numbers are written in each.

The words stand in `wording.toml`. A pair of texts becomes HTML that the page shows one half of.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from markupsafe import escape

from eval.metrics.registry import BY_NAME, Measure

_SHARE_DIGITS = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in Vietnamese and in English. In a template it is both, of which the page shows one."""

    vi: str
    en: str

    def __html__(self) -> str:
        if self.vi == self.en:
            return str(escape(self.vi))
        return f'<span class="vi">{escape(self.vi)}</span><span class="en" lang="en">{escape(self.en)}</span>'

    def __call__(self, **values: object) -> "Pair":
        """The pair with its `{places}` filled; a value may be a Pair itself."""
        vi = {name: value.vi if isinstance(value, Pair) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Pair) else value for name, value in values.items()}
        return Pair(self.vi.format(**vi), self.en.format(**en))


@functools.cache
def wording() -> Mapping[str, Mapping[str, Pair]]:
    """All texts, by section and name."""
    source = resources.files("eval.report").joinpath("wording.toml").read_text(encoding="utf-8")
    return {
        section: {name: Pair(texts["vi"], texts["en"]) for name, texts in entries.items()}
        for section, entries in tomllib.loads(source).items()
    }


def name_of(section: str, name: str) -> Pair:
    """What people call a kind, a metric, a system …; its bare name where nothing better is known."""
    return wording()[section].get(name, Pair(name, name))


def measure(metric: str, value: float) -> Pair:
    """A metric's value for people: milliseconds, shares in percent, anything else as a plain number."""
    unit = _measure_of(metric)
    if unit == "share":
        return _localised(f"{value * 100:.{_SHARE_DIGITS}f}%")
    if unit == "milliseconds":
        return duration(value)
    if unit == "MiB":
        return _localised(f"{value:.0f} MiB")
    return _localised(f"{value:.2f}" if unit == "count" else f"{value:.1f}")


def bare_share(value: float) -> Pair:
    """A share without its sign, for the ends of an interval."""
    return _localised(f"{value * 100:.{_SHARE_DIGITS}f}")


def duration(milliseconds: float) -> Pair:
    """A time in the unit that suits it."""
    if milliseconds < 1000:
        digits = 1 if milliseconds < 100 else 0
        return _localised(f"{milliseconds:.{digits}f} ms")
    seconds = milliseconds / 1000
    number = f"{seconds:.1f}" if seconds < 100 else f"{seconds:.0f}"
    return Pair(f"{_comma(number)} giây", f"{number} s")


def figure(value: float) -> Pair:
    """A number as people print it: every digit, thousands set apart."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")
    return Pair(text.translate(_SWAPPED), text)


def is_share(metric: str) -> bool:
    """Whether the metric's mean is a share of rows or of parts of them, between 0 and 1."""
    return _measure_of(metric) == "share"


def definition(metric: str) -> str:
    """The registry's words and source, in English; empty for a metric that this version does not know."""
    known = BY_NAME.get(metric)
    if known is None:
        return ""
    return f"{known.definition} ({known.source})" if known.source else known.definition


def _measure_of(metric: str) -> Measure:
    return BY_NAME[metric].measure if metric in BY_NAME else "count"


_SWAPPED = str.maketrans(".,", ",.")


def _localised(number: str) -> Pair:
    return Pair(_comma(number), number)


def _comma(number: str) -> str:
    return number.replace(".", ",")
