"""The list of sources at the end of an assistant's text, as citations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from assistant.answer import Citation
from eval.adapters.chat_words import chat_words
from eval.metrics.words import words

_LISTED = re.compile(r"^\s*(?:[-*•]\s*)?(?:\[(?P<mark>\d+)\]:?|(?P<number>\d+)[.)])?\s*(?P<rest>\S.*)$")
_DECORATION = re.compile(r"[*_#:`>]+")
_QUOTED = re.compile(r"[“\"«](.+?)[”\"»]")


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One line of a source list: the number it is marked by, and what it says."""

    number: int
    text: str


def split_sources(text: str) -> tuple[str, tuple[ListedSource, ...]]:
    """The text without the list of sources at its end, and that list."""
    lines = text.rstrip().splitlines()
    for at in range(len(lines) - 1, -1, -1):
        heading, _, behind = lines[at].partition(":")
        if _key(_DECORATION.sub(" ", heading)) in _headings():
            listed = [behind] if _DECORATION.sub("", behind).strip() else []
            return "\n".join(lines[:at]).rstrip(), _listed([*listed, *lines[at + 1 :]])
    at = len(lines)
    while at and _may_be_listed(lines[at - 1]):
        at -= 1
    if not at:  # nothing but marked lines: they are the text
        return text, ()
    return "\n".join(lines[:at]).rstrip(), _listed(lines[at:])


def _may_be_listed(line: str) -> bool:
    match = _LISTED.match(line)
    return match is None or match["mark"] is not None


def _listed(lines: Sequence[str]) -> tuple[ListedSource, ...]:
    found: list[ListedSource] = []
    for line in lines:
        if (match := _LISTED.match(line)) is None or not _DECORATION.sub("", line).strip(" -"):
            continue
        number = match["mark"] or match["number"]
        found.append(ListedSource(int(number) if number else len(found) + 1, match["rest"].strip()))
    return tuple({source.number: source for source in reversed(found) if source.number > 0}.values())[::-1]


def cited(sources: Sequence[ListedSource], known: Sequence[str]) -> tuple[Citation, ...]:
    """Citations of a source list; `known` are the paths of the corpus, by which a line names its report."""
    return tuple(_citation(source, known) for source in sorted(sources, key=lambda each: each.number))


def _citation(listed: ListedSource, known: Sequence[str]) -> Citation:
    said = unquote(listed.text)
    named = [path for path in known if path in said or path.rpartition("/")[2] in said]
    source = max(named, key=len) if named else said
    quoted = _QUOTED.search(listed.text)
    quote = quoted.group(1) if quoted else ""
    return Citation(
        number=listed.number,
        report_id=source,
        source=source,
        title=source,
        agency=None,
        province=None,
        period=None,
        date=None,
        page=None,
        heading=None,
        quote=quote,
        start=0,
        end=len(quote),
        url="",
    )


@cache
def _headings() -> frozenset[str]:
    return frozenset(_key(heading) for heading in chat_words().source_headings)


def _key(text: str) -> str:
    return " ".join(words(text))
