"""`python -m api.widget.build`: joins the widget's sources into `widget.js`, the one file that is served.

Every part is plain JavaScript without imports, in the order of `PARTS`; the style sheets become one string.
No tool chain: what a browser gets is what stands in the sources, indented by two spaces inside one function.
`--check` writes nothing and ends with 1 when the built file is not what the sources make.
"""

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "source"
BUILT = FOLDER / "widget.js"

STYLES = ("style.css", "table.css", "chart.css", "small.css", "print.css")
PARTS = (
    "settings.js",
    "words.js",
    "server.js",
    "text.js",
    "nodes.js",
    "scale.js",
    "line.js",
    "bars.js",
    "chart.js",
    "table.js",
    "answer.js",
    "looks.js",
    "element.js",
    "launch.js",
)

_HEAD = """\
/*
 * The widget: <tuphap-chat>, one custom element.
 *
 * Made of api/widget/source by `python -m api.widget.build`: change the sources, not this file.
 * For browsers with custom elements; no dependency, no syntax newer than ES2019.
 */
(function () {
  'use strict';

  if (!window.customElements || window.customElements.get('tuphap-chat')) return;
"""
_FOOT = "})();\n"


class UnfitStyleError(ValueError):
    """A style sheet holds what a template literal would not keep as it is."""


def built() -> str:
    """The widget as the sources make it."""
    parts = "".join(f"\n  // ---- {Path(name).stem}\n\n{_indented(_read(name))}" for name in PARTS)
    return f"{_HEAD}\n{_style()}{parts}{_FOOT}"


def main(arguments: list[str]) -> int:
    """Write the built file, or with `--check` compare it."""
    made = built()
    if arguments == ["--check"]:
        return 0 if BUILT.is_file() and BUILT.read_text(encoding="utf-8") == made else 1
    BUILT.write_text(made, encoding="utf-8", newline="\n")
    return 0


def _style() -> str:
    text = "\n".join(_read(name) for name in STYLES)
    if any(sign in text for sign in ("`", "\\", "${")):
        raise UnfitStyleError("a backtick, a backslash or ${ stands in the style sheets")
    return f"  const STYLE = `\n{text}`;\n"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


def _read(name: str) -> str:
    return (SOURCES / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
