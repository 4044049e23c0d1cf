"""The notation of slots: `{indicator@where.aspect:argument|form}`, and the plain ones that are no figures.

What each part means stands at the head of `styles/house.toml`; here is what may be written.
"""

import re
from dataclasses import dataclass

SLOT = re.compile(r"\{(\w+)(?:@(\w+))?(?:\.(\w+))?(?::([^|}]+))?(?:\|(\w+))?\}")

ASPECTS = frozenset(
    (
        *("", "previous", "part", "part_share", "rest", "share", "share_previous"),
        *("target", "target_range", "share_target", "share_target_range", "plan", "of_plan", "over_plan"),
        *(
            "change",
            "change_percent",
            "change_times",
            "change_points",
            "of_previous",
            "since",
            "within",
            "word",
        ),
    )
)
"""What may stand after the dot of an indicator's slot."""
FORMS = frozenset(
    (
        *(
            "",
            "words",
            "hedge",
            "hedge_short",
            "short",
            "scale",
            "decimal",
            "compound",
            "bare",
            "zero",
            "plain",
        ),
        *("signed", "size", "from_to"),
    )
)
"""What may stand after the bar."""
NAMES = frozenset(
    (
        *("name", "NAME", "kind", "Kind", "KIND", "place", "Place", "region"),
        *("locality", "Locality", "LOCALITY", "local_name"),
        *("year", "next_year", "period", "Period", "PERIOD", "same_period", "NEXT", "upcoming"),
        *("dates", "from_date", "to_date", "number", "day", "month", "date_year", "any"),
    )
)
"""Slots that are no figures."""
WHERE = re.compile(r"d?[1-9]|nation|region|(?:top|bottom)[1-9]")
"""What may stand after `@`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot, taken apart."""

    name: str
    where: str = ""
    aspect: str = ""
    argument: str = ""
    form: str = ""

    @classmethod
    def of(cls, match: re.Match[str]) -> "Slot":
        """The slot that SLOT matched."""
        return cls(*(part or "" for part in match.groups()))

    def __str__(self) -> str:
        marked = (("@", self.where), (".", self.aspect), (":", self.argument), ("|", self.form))
        return "{" + self.name + "".join(mark + part for mark, part in marked if part) + "}"
