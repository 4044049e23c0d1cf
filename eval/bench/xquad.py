"""XQuAD's layout: paragraphs with questions, in Vietnamese and English side by side; read, not shipped.

Artetxe, Ruder and Yogatama, "On the Cross-lingual Transferability of Monolingual Representations", ACL 2020.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vectorstore.analysis.text import normalise
from vectorstore.weights import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put in Vietnamese, typed without diacritics, and in English."""

    article: int
    file: str
    vietnamese: str
    unmarked: str
    english: str

    def put(self, kind: Kind) -> str:
        """The question as this kind is put."""
        return {"vietnamese": self.vietnamese, "unmarked": self.unmarked, "english": self.english}[kind]


@dataclass(frozen=True, slots=True)
class Xquad:
    """`paragraphs`: the Vietnamese text of each file, by its name; the files stand for reports."""

    paragraphs: dict[str, str]
    questions: Sequence[Asked]


def read_xquad(folder: Path) -> Xquad | None:
    """The two files of the folder that end in `.vi.json` and `.en.json`; None where they are not there."""
    found = [sorted(folder.glob(f"*.{language}.json")) for language in ("vi", "en")]
    if not all(found):
        return None
    vietnamese, english = (json.loads(paths[0].read_text(encoding="utf-8"))["data"] for paths in found)
    paragraphs: dict[str, str] = {}
    questions: list[Asked] = []
    for article, (ours, theirs) in enumerate(zip(vietnamese, english, strict=True)):
        for paragraph, twin in zip(ours["paragraphs"], theirs["paragraphs"], strict=True):
            file = f"paragraph-{len(paragraphs):04d}.txt"
            paragraphs[file] = paragraph["context"]
            for question, translated in zip(paragraph["qas"], twin["qas"], strict=True):
                text = normalise(question["question"]).strip()
                asked = Asked(article, file, text, without_diacritics(text), translated["question"])
                questions.append(asked)
    return Xquad(paragraphs, questions)


def without_diacritics(text: str) -> str:
    """A text as it is typed without diacritics, capitals kept."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
