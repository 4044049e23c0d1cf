"""What a report says of an indicator without a figure having been read is noticed, and nothing else is."""

import json
from pathlib import Path

import pytest

from assistant.mentions import speaks_of

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["untold_first", "untold_held_back"])
def test_sentences_that_tell_a_number_of_an_indicator_are_told_from_others(name: str) -> None:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    assert cases
    wrong = [c for c in cases if speaks_of(c["sentence"], c["indicator"]) is not c["tells"]]
    assert not wrong
