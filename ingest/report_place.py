"""Which province a report tells of: by its head, its title, then by what its first part names most."""

import re
from collections import Counter
from collections.abc import Sequence

from vectorstore.analysis.places import PlaceMention, find_places, places
from vectorstore.analysis.text import fold

NATIONAL = "Cả nước"

_ALL_PROVINCES = re.compile(r"\b(63/63|34/34) (?:tinh|dia phuong)")
_FIRST_PART = 2_000


def find_report_place(
    head: Sequence[str], title: str, first_part: str, name: str
) -> tuple[str | None, str | None]:
    """The province, canonical, and the place below it that the title names, as printed.

    `name` is the file's, asked last. Nothing is said when several provinces are named alike.
    """
    in_title = _provinces(title)
    locality = next((each.locality for each in in_title if each.locality), None)
    for mentions in ([each for line in head for each in _provinces(line)], in_title):
        named = {mention.name for mention in mentions}
        if len(named) == 1:
            return named.pop(), locality
        if len(named - {NATIONAL}) > 1 and mentions is in_title:
            break
    province = _most_named(first_part[:_FIRST_PART]) or _most_named(first_part) or _in_name(name)
    return province, locality


def _provinces(text: str) -> list[PlaceMention]:
    """Mentions of provinces or of the whole country; regions are no report's place."""
    known = places()
    return [each for each in find_places(text) if each.name in known and known[each.name].kind != "region"]


def _most_named(text: str) -> str | None:
    """The province named most often; the whole country where several are named and it is one of them."""
    counts = Counter(mention.name for mention in _provinces(text))
    if _ALL_PROVINCES.search(fold(text)):
        counts[NATIONAL] += 2
    if not counts:
        return None
    ranked = counts.most_common(2)
    if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    return NATIONAL if counts[NATIONAL] == ranked[0][1] else None


def _in_name(name: str) -> str | None:
    named = {mention.name for mention in _provinces(re.sub(r"[-_.+]+", " ", name))}
    return named.pop() if len(named) == 1 else None
