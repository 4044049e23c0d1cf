"""Which province a report tells of: by its head, its title, whom it is addressed to, what it names most."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.published import dates_paper
from vectorstore.analysis.places import PlaceMention, find_places, places
from vectorstore.analysis.text import fold

NATIONAL = "Cả nước"

_ALL_PROVINCES = re.compile(r"\b(63/63|34/34) (?:tinh|dia phuong)")
_ADDRESSED = re.compile(r"(?:kinh gui|noi nhan|don vi (?:bao cao|gui))\b|[-–+*•]?\s*so tu phap\b")
_FIRST_PART = 2_000
_HEADED = re.compile(r"\s*([^:]{3,40}):\s")


def find_report_place(
    head: Sequence[str], title: str, body: Sequence[str], name: str, *, below_province: bool = False
) -> tuple[str | None, str | None]:
    """The province, canonical, and the place below it that the title names, as printed.

    `below_province`: the paper is a district's or commune's, whose name may be found in several provinces:
    then whom it is addressed to says which. `name` is the file's, asked last. Nothing is said when several
    provinces are named alike.
    """
    in_title = _provinces([title])
    in_head = _provinces(line for line in head if not (below_province and dates_paper(line)))
    headed = _HEADED.match(title)
    if headed is not None and [m.locality for m in _provinces([headed[1]])] == [None]:
        in_title = _provinces([headed[1]])  # `Kiên Giang: án dồn về Phú Quốc`
    locality = next((each.locality for each in in_title if each.locality), None)
    for mentions in (_by_name(in_head), _by_name(in_title) if below_province else [], in_head, in_title):
        named = {mention.name for mention in mentions}
        if len(named) == 1:
            return named.pop(), locality
        if len(named - {NATIONAL}) > 1 and mentions is in_title:
            break
    if below_province:
        addressed = {m.name for m in _provinces(line for line in body if _ADDRESSED.match(fold(line)))}
        if len(addressed) == 1:
            return addressed.pop(), locality
    text = "\n".join(body)
    province = _most_named(text[:_FIRST_PART]) or _most_named(text) or _in_name(name)
    return province, locality


def _provinces(lines: Iterable[str]) -> list[PlaceMention]:
    """Mentions of provinces or of the whole country; regions are no report's place."""
    known = places()
    return [
        each
        for line in lines
        for each in find_places(line)
        if each.name in known and known[each.name].kind != "region"
    ]


def _by_name(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The provinces named themselves, not by a district of theirs."""
    return [mention for mention in mentions if mention.locality is None]


def _most_named(text: str) -> str | None:
    """The province named most often; the whole country where several are named and it is one of them."""
    counts = Counter(mention.name for mention in _provinces([text]))
    if _ALL_PROVINCES.search(fold(text)):
        counts[NATIONAL] += 2
    if not counts:
        return None
    ranked = counts.most_common(2)
    if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    return NATIONAL if counts[NATIONAL] == ranked[0][1] else None


def _in_name(name: str) -> str | None:
    named = {mention.name for mention in _provinces([re.sub(r"[-_.+]+", " ", name)])}
    return named.pop() if len(named) == 1 else None
