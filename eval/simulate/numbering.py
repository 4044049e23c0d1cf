"""Numbers the headings of a report, each level in the pattern its style gives it."""

_ROMAN = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
)
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


class Numbering:
    """Counts headings; a heading starts the count of the levels below it anew."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._patterns = patterns
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        """The number of the next heading of a level, empty where the style numbers that level with nothing.

        A pattern may hold {roman}, {upper}, {arabic}, {lower}, {ordinal} for the heading's own count, and
        {1}, {2} for the count of the heading above it at that level.
        """
        deep = [*self._counts, *[0] * (level - len(self._counts))][:level]
        self._counts = [*deep[:-1], deep[-1] + 1]
        if level > len(self._patterns):
            return ""
        own = self._counts[-1]
        forms = {
            "roman": _ROMAN[own],
            "upper": chr(ord("A") + own - 1),
            "lower": chr(ord("a") + own - 1),
            "arabic": str(own),
            "ordinal": _ORDINALS[own] if own < len(_ORDINALS) else str(own),
        }
        pattern = self._patterns[level - 1]
        for name, text in forms.items():
            pattern = pattern.replace(f"{{{name}}}", text)
        for above, count in enumerate(self._counts, start=1):
            pattern = pattern.replace(f"{{{above}}}", str(count))
        return pattern
