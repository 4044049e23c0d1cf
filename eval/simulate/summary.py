"""Reports of the sample that people wrote, kept as data: a summary with real facts, and made-up news items.

The summary tells what the press wrote about Hậu Giang in 2023. The news items disagree with the simulated
reports, or only round their figures, so that the sample holds sources in conflict.
"""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable

from eval.simulate.compose import Composed
from eval.simulate.document import Document, Foot, Head, Heading, Paragraph
from eval.simulate.gold import GoldFigure, Kind


def real_summary() -> Composed:
    """The summary and the gold of its figures."""
    return _written(resources.files("eval.simulate").joinpath("hau_giang_2023.toml"))


def news_items() -> tuple[Composed, ...]:
    """The news items with the gold of their figures, by file name."""
    folder = resources.files("eval.simulate").joinpath("news_items")
    items = (_written(path) for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(items, key=lambda item: item.file))


def _written(path: Traversable) -> Composed:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    head = data["head"]
    document = Document(
        head=Head(**{**head, "left": tuple(head["left"]), "right": tuple(head["right"])}),
        blocks=tuple(
            Heading(block["level"], block["text"]) if "level" in block else Paragraph(block["text"])
            for block in data["block"]
        ),
        foot=Foot(mark=data["foot"]["mark"]),
        date=data["date"],
    )
    gold = tuple(
        GoldFigure(
            report=data["file"],
            kind=Kind.ACHIEVED,
            province=data["province"],
            period=data["period"],
            **figure,
        )
        for figure in data["figure"]
    )
    return Composed(data["file"], document, gold)
