"""The bench of passages: what it reads, how it learns, what it prints."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from eval.bench.listwise_choice import Choice, learn
from eval.bench.passages import LEFT_OUT, chance, fused, main
from eval.bench.xquad import read_xquad, without_diacritics
from vectorstore.weights import KINDS


def choices(seed: int, weights: list[float]) -> list[Choice]:
    """Questions whose right candidate is drawn as the model says, and then one signal more that is noise."""
    draw = np.random.default_rng(seed)
    made = []
    for _ in range(300):
        signals = draw.normal(size=(12, len(weights) + 1))
        scores = signals[:, :-1] @ np.array(weights) + draw.gumbel(size=12)
        made.append(Choice(signals, np.arange(12) == scores.argmax()))
    return made


def test_weights_that_made_the_choices_are_found_again() -> None:
    first, second, noise = learn(choices(1, [2.0, 0.7]), ridge=1e-6)
    assert first == pytest.approx(2.0, abs=0.3)
    assert second == pytest.approx(0.7, abs=0.2)
    assert noise == pytest.approx(0.0, abs=0.2)


def test_a_signal_that_speaks_against_gets_no_weight() -> None:
    against = learn(choices(2, [2.0, -1.5]))
    assert against[1] == 0
    assert against[0] > 1


@settings(deadline=None, max_examples=10)
@given(scale=st.floats(0.01, 100))
def test_the_unit_of_a_signal_does_not_matter(scale: float) -> None:
    made = choices(3, [1.5, 0.5])
    other = [Choice(choice.signals * scale, choice.right) for choice in made]
    assert np.allclose(learn(other) * scale, learn(made), rtol=1e-3, atol=1e-3)


def test_rank_fusion_prefers_what_both_find() -> None:
    assert fused(["a", "b", "c"], ["d", "b", "e"])[0] == "b"


def test_a_difference_that_may_be_chance_is_told_from_one_that_is_not() -> None:
    ours = {"hit@1": [1.0] * 40}
    assert chance({LEFT_OUT: ours, "dense": {"hit@1": [0.0] * 20 + [1.0] * 20}}, "dense") < 0.001
    assert chance({LEFT_OUT: ours, "dense": {"hit@1": [0.0] * 2 + [1.0] * 38}}, "dense") == 0.5


def test_questions_are_read_side_by_side(tmp_path: Path) -> None:
    for language, text, question in (
        ("vi", "Đội tuyển đã thắng.", "Đội nào thắng?"),
        ("en", "They won.", "Who won?"),
    ):
        paragraph = {"context": text, "qas": [{"question": question, "id": "1", "answers": []}]}
        data = {"data": [{"title": "T", "paragraphs": [paragraph]}]}
        (tmp_path / f"x.{language}.json").write_text(json.dumps(data), encoding="utf-8")
    data = read_xquad(tmp_path)
    assert data is not None
    assert list(data.paragraphs.values()) == ["Đội tuyển đã thắng."]
    (asked,) = data.questions
    assert [asked.put(kind) for kind in KINDS] == ["Đội nào thắng?", "Doi nao thang?", "Who won?"]
    assert asked.file in data.paragraphs


def test_without_diacritics_keeps_capitals() -> None:
    assert without_diacritics("Đắk Lắk, ĐẶNG Thị Ước") == "Dak Lak, DANG Thi Uoc"


def test_without_the_data_it_says_so_and_stops(tmp_path: Path) -> None:
    import typer

    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--xquad", str(tmp_path)])
    assert result.exit_code == 0
    assert "skipped" in result.output
