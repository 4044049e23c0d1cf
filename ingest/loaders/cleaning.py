"""A piece of text as it goes into a Document: composed letters, single spaces, nothing invisible."""

import re

from vectorstore.analysis.text import normalise

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
_BREAKS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """The text as one line: normalised, runs of white space as one space, no control characters."""
    return " ".join(_CONTROL.sub("", normalise(" ".join(text.split()))).split())


def lines(text: str) -> str:
    """The text with its line breaks kept, each line cleaned, empty lines left out."""
    cleaned = (one_line(line) for line in _BREAKS.split(text))
    return "\n".join(line for line in cleaned if line)
