"""Whether a question asks to be served by an office, and not for what its reports tell.

Whom to ring, what to bring, where to go: which words ask for that is data (`services.toml`). What such a
question is answered with is the assistant's business.
"""

from collections.abc import Sequence
from functools import cache

from vectorstore.analysis.question.phrases import NOT_MEANT, Phrasebook, read_phrasebook
from vectorstore.analysis.text import Token


def asks_for_service(words: Sequence[Token], text: str) -> bool:
    """Whether a question is one that a counter or a telephone book answers (`cần giấy tờ gì`)."""
    return any(match.group != NOT_MEANT for match in _services().find(words, text, outside=()))


@cache
def _services() -> Phrasebook:
    return read_phrasebook("services.toml")
