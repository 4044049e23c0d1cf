"""The one report with real facts: a summary of press reports about Hậu Giang in 2023, kept as data."""

import tomllib
from importlib import resources

from eval.simulate.compose import Composed
from eval.simulate.document import Document, Foot, Head, Heading, Paragraph
from eval.simulate.gold import GoldFigure, Kind


def real_summary() -> Composed:
    """The summary and the gold of its figures."""
    data = tomllib.loads(
        resources.files("eval.simulate").joinpath("hau_giang_2023.toml").read_text(encoding="utf-8")
    )
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
