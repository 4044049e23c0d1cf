"""A shelf of provinces over the years, and a way to ask that checks every citation against the reports."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.question import Question
from tests.support.library import Shelved, shelf

Ask = Callable[..., Answer]

SHELF = [
    Shelved(
        "ag-2021",
        "An Giang",
        "2021",
        [
            "Sở Tư pháp thẩm định 40 dự thảo văn bản; toàn tỉnh có 200 luật sư.",
            "Các tổ hòa giải tiếp nhận 800 vụ việc, hòa giải thành 600 vụ việc.",
        ],
    ),
    Shelved(
        "ag-2022",
        "An Giang",
        "2022",
        [
            "Sở Tư pháp thẩm định 43 dự thảo văn bản; toàn tỉnh có 210 luật sư.",
            "Các tổ hòa giải tiếp nhận 850 vụ việc, hòa giải thành 700 vụ việc.",
        ],
    ),
    Shelved(
        "ag-2023",
        "An Giang",
        "2023",
        [
            "Sở Tư pháp thẩm định 47 dự thảo văn bản, tăng 5 văn bản so với năm 2022.",
            "Toàn tỉnh có 220 luật sư.",
            "Các tổ hòa giải tiếp nhận 900 vụ việc, hòa giải thành 810 vụ việc, đạt 90%.",
        ],
    ),
    Shelved("cm-2022", "Cà Mau", "2022", ["Sở Tư pháp thẩm định 28 dự thảo văn bản."]),
    Shelved(
        "cm-2023",
        "Cà Mau",
        "2023",
        ["Sở Tư pháp thẩm định 31 dự thảo văn bản. Toàn tỉnh có 100 luật sư."],
    ),
    Shelved("hg-2023", "Hậu Giang", "2023", ["Sở Tư pháp thẩm định 20 dự thảo văn bản."]),
    Shelved("st-2023", "Sóc Trăng", "2023", ["Sở Tư pháp thẩm định 31 dự thảo văn bản."]),
    Shelved("ct-2023", "Cần Thơ", "2023", ["Sở Tư pháp thẩm định 50 dự thảo văn bản."]),
    Shelved("ct-2024", "Cần Thơ", "2024", ["Sở Tư pháp thẩm định 52 dự thảo văn bản."]),
    Shelved(
        "ct-2026",
        "Cần Thơ",
        "2026",
        ["Sở Tư pháp thẩm định 99 dự thảo văn bản."],
    ),
    Shelved("dl-2023", "Đắk Lắk", "2023", ["Sở Tư pháp thẩm định 60 dự thảo văn bản."]),
]


def asking(assistant: Assistant) -> Ask:
    """Ask it, checking that what the answer cites is there and that marks and citations agree."""

    def ask(text: str, **more: object) -> Answer:
        answer = assistant.ask(Question(text, **more))  # type: ignore[arg-type]
        known = {citation.number for citation in answer.citations}
        for citation in answer.citations:
            held = assistant._catalog.text(citation.report_id).text
            assert held[citation.start : citation.end] == citation.quote
        for value in answer.values:
            assert value.citations
            assert known.issuperset(value.citations)
        if answer.table is not None:
            assert all(known.issuperset(marks) and marks for marks in answer.table.row_citations)
            assert all(len(row) == len(answer.table.columns) for row in answer.table.rows)
        return answer

    return ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """An assistant over the shelf."""
    return asking(shelf(tmp_path, SHELF))
