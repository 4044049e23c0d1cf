"""Whatever a user hands over as a suite: the format is known by what it is and how its name ends."""

from pathlib import Path

from eval.adapters.pairs import ENDINGS, load_pairs
from eval.adapters.reports_questions import load_reports_questions
from eval.adapters.squad import load_squad
from eval.errors import Problem, SuiteError
from eval.suite import Suite, load_suite


def open_suite(path: Path, *, corpus: Path | None = None, texts_under: Path) -> Suite:
    """The suite at a path; `corpus` is the folder of reports where the suite does not bring its own.

    - a folder: a suite in the program's own format;
    - `.jsonl`: flat questions, on `reports/` beside it;
    - `.json`: SQuAD; its paragraphs are the reports, kept as text files under `texts_under`;
    - `.xlsx`, `.csv`, `.tsv`: an office's own pairs, on `corpus`.

    Raises SuiteError naming every bad place.
    """
    if path.is_dir():
        return load_suite(path, corpus=corpus)
    ending = path.suffix.lower()
    if not path.is_file():
        raise SuiteError([Problem(path, None, None, "không có tệp hay thư mục này · is missing")])
    if ending == ".json":
        if corpus is not None:
            raise SuiteError([Problem(path, None, None, _OWN_TEXTS)])
        return load_squad(path, texts_under=texts_under)
    if ending in ENDINGS:
        if corpus is None:
            raise SuiteError([Problem(path, None, None, _WHICH_REPORTS)])
        return load_pairs(path, corpus=corpus)
    if ending == ".jsonl":
        return load_reports_questions(path, corpus=corpus)
    raise SuiteError([Problem(path, None, None, _UNKNOWN)])


_OWN_TEXTS = "tệp kiểu SQuAD đã có văn bản của nó: bỏ --corpus · a SQuAD file brings its own texts"
_WHICH_REPORTS = (
    "thêm --corpus THƯ_MỤC_BÁO_CÁO: bảng câu hỏi không kèm báo cáo · say with --corpus where the reports are"
)
_UNKNOWN = "không phải bộ câu hỏi: thư mục, .xlsx, .csv, .tsv, .jsonl hoặc .json (SQuAD) · is no suite"
