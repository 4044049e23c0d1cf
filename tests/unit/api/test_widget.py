"""The widget's script: what it must never contain, what it must hold in both languages, and that it is built.

What it does on the screen is tested in a browser: tests/integration/test_browser.py.
"""

import re
from pathlib import Path

import pytest

from api.widget import build

ROOT = Path(__file__).parents[3]
SOURCE = build.BUILT.read_text(encoding="utf-8")
HEAD, _, REST = SOURCE.partition("const STYLE = `")
STYLE, _, PARTS = REST.partition("`;\n")
CODE = HEAD + PARTS
# Strings and comments hold no syntax.
SYNTAX = re.sub(r"/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\\n])*'", "''", CODE, flags=re.DOTALL)


def test_the_built_script_is_what_the_sources_make():
    assert build.built() == SOURCE, "run: python -m api.widget.build"
    assert build.main(["--check"]) == 0


def test_no_source_is_left_out():
    assert {path.name for path in build.SOURCES.iterdir()} == {*build.PARTS, *build.STYLES}


def test_a_style_sheet_that_would_break_out_of_its_string_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in (*build.PARTS, *build.STYLES):
        (tmp_path / name).write_text("a { content: '`' }\n", encoding="utf-8")
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    with pytest.raises(build.UnfitStyleError):
        build.built()


@pytest.mark.parametrize(
    "forbidden",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
        "DOMParser",
    ],
)
def test_nothing_an_answer_says_can_become_markup(forbidden: str):
    assert forbidden not in SOURCE


@pytest.mark.parametrize(
    ("newer", "pattern"),
    [
        ("optional chaining", r"\?\.(?!\d)"),
        ("nullish coalescing", r"\?\?"),
        ("logical assignment", r"(\|\||&&)="),
        ("private member", r"#[a-z]\w*\b"),
        ("numeric separator", r"\d_\d"),
        ("class field", r"^ {4}(static )?\w+ = "),
        ("large integer", r"\b\d+n\b"),
        ("newer string or array method", r"\.(replaceAll|matchAll|at|replaceChildren|findLast|toSorted)\("),
        ("module syntax", r"^\s*(import|export)\b"),
    ],
)
def test_no_syntax_is_newer_than_es2019(newer: str, pattern: str):
    in_classes = (
        SYNTAX if newer != "class field" else "".join(re.findall(r"^  class .*?^  }", SYNTAX, re.S | re.M))
    )
    assert not re.search(pattern, in_classes, re.MULTILINE), newer


def test_it_names_no_address_but_its_own_server():
    assert set(re.findall(r"https?://[^\s'\"`)]+", SOURCE)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in STYLE
    assert "url(" not in STYLE


def words(language: str) -> set[str]:
    block = re.search(rf"^    {language}: {{\n(.*?)^    }},", CODE, re.DOTALL | re.MULTILINE)
    assert block
    return set(re.findall(r"^      (\w+): '[^']+',$", block[1], re.MULTILINE))


def test_every_word_is_said_in_both_languages_and_used():
    assert words("vi") == words("en")
    assert words("vi") == set(re.findall(r"\bwords\.(\w+)", CODE))


def colours() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", STYLE))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("ink", "paper", 4.5),
        ("ink", "wash", 4.5),
        ("soft", "paper", 4.5),
        ("soft", "wash", 4.5),
        ("main", "paper", 4.5),
        ("main", "wash", 4.5),
        ("main", "main-wash", 4.5),
        ("main-deep", "main-wash", 4.5),
        ("on-main", "main", 4.5),
        ("calm-ink", "paper", 4.5),
        ("calm-ink", "calm", 4.5),
        ("bad-ink", "bad", 4.5),
        ("mark-ink", "mark", 4.5),
        *((f"series-{number}", "paper", 3.0) for number in range(6)),
        ("edge", "paper", 3.0),
        ("edge", "wash", 3.0),
    ],
)
def test_contrast_is_enough_for_weak_eyes(ink: str, paper: str, least: float):
    assert contrast(colours()[ink], colours()[paper]) >= least


def test_every_setting_is_documented():
    settings = set(re.findall(r"[sS]etting\('([\w-]+)'", CODE))
    documented = set(
        re.findall(r"`data-([\w-]+)`", (ROOT / "docs" / "widget.md").read_text(encoding="utf-8"))
    )
    assert settings == documented
