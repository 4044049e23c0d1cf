"""The words that may be counted: whether one of them follows a place in a text. The list is data."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from vectorstore.analysis.text import fold

_NEXT_WORDS = re.compile(r"[ \t]*([^\W\d_]+)(?:[ \t]+([^\W\d_]+))?(?:[ \t]+([^\W\d_]+))?")


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("vectorstore.analysis").joinpath("countables.toml").read_text("utf-8"))
    lists: dict[str, frozenset[str]] = {}
    for name, words in data.items():
        lists[name] = frozenset(words)
        lists[name + "_folded"] = frozenset(fold(word) for word in words)
    return lists


def countable_at(lowered: str, position: int, *, strict: bool = False) -> bool:
    """Whether a countable word stands at `position` (after spaces) of lower-case text.

    An unmarked word matches any countable it could be the unmarked form of. `strict` leaves out words
    that are as often a verb.
    """
    found = _NEXT_WORDS.match(lowered, position)
    if found is None:
        return False
    lists = _lists()
    words = [word for word in found.groups() if word is not None]
    if fold(" ".join(words[:2])) in lists["not_counted"]:
        return False
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count])
        if phrase in lists["vi"]:
            return not (strict and phrase in lists["vi_verbs"])
        if phrase.isascii() and phrase in lists["vi_folded"]:
            return not (strict and phrase in lists["vi_verbs_folded"])
    return False
