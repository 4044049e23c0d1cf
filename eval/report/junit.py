"""A run as JUnit XML, which continuous integration shows: a testcase a question, one a floor or ceiling.

What is red in it is what went wrong with the run: a missed limit is a failure, a question that could not be
asked an error. One that is not right is skipped: how many of those are too many is for the limits to say.

Written row by row, so that a run may have any number of them. It keeps to the strictest common schema,
that of Ant's task, which the looser ones of Jenkins and GitLab include.
"""

import re
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from eval.report.gathered import Gathered
from eval.report.kept import KeptRun
from eval.report.outcome import Outcome, missed_metrics, outcome_of
from eval.rows import StoredRow
from eval.suite import ALL

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANSWER_CHARACTERS = 2000


def write_junit(path: Path, run: KeptRun, gathered: Gathered, rows: Iterable[StoredRow]) -> None:
    """Writes the file: a test suite of questions, classified by kind, and one of limits where there are any.

    A question that is not right is skipped with what it lacks; one that could not be asked is an error.
    """
    counts = gathered.outcomes.get(ALL, {})
    with path.open("w", encoding="utf-8") as file:
        writer = _Writer(file, run)
        writer.start("testsuites", {})
        seconds = 0.0 if run.costs is None else run.costs.asking_s
        writer.suite(0, run.suite, sum(counts.values()), 0, counts.get(Outcome.FAILED, 0), seconds)
        for row in rows:
            writer.question(row)
        writer.end_suite()
        if run.summary.limits:
            missed = len(run.summary.missed)
            writer.suite(1, f"{run.suite}.limits", len(run.summary.limits), missed, 0, 0.0)
            for checked in run.summary.limits:
                limit = checked.limit
                causes = gathered.causes.get(limit, ())
                because = "\n".join(f"{cause.id} ({cause.score:g}): {cause.question}" for cause in causes)
                problem = None if checked.met else ("failure", "missed", str(checked), because)
                writer.case(f"{run.suite}.limits.{limit.kind}", f"{limit.metric} {limit.side}", 0.0, problem)
            writer.end_suite()
        writer.end("testsuites")


_Problem = tuple[str, str, str, str]
"""The element, its type, its message and its text."""


class _Writer:
    def __init__(self, file: TextIOWrapper, run: KeptRun) -> None:
        self._xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
        self._run = run
        self._xml.startDocument()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        cleaned = {key: _clean(value) for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(cleaned))

    def end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name, attributes)
        self.end(name)

    def suite(self, number: int, name: str, tests: int, failures: int, errors: int, seconds: float) -> None:
        attributes = {
            "id": str(number),
            "package": "tuphap.eval",
            "name": name,
            "timestamp": self._run.started_at[:19] or "1970-01-01T00:00:00",
            "hostname": "localhost",
            "tests": str(tests),
            "failures": str(failures),
            "errors": str(errors),
            "time": f"{seconds:.3f}",
        }
        self.start("testsuite", attributes)
        self.start("properties", {})
        self.empty("property", {"name": "run", "value": self._run.path.name})
        self.end("properties")

    def end_suite(self) -> None:
        self.empty("system-out", {})
        self.empty("system-err", {})
        self.end("testsuite")

    def question(self, row: StoredRow) -> None:
        asked = row.question
        self.case(
            f"{self._run.suite}.{asked.kind.value}",
            f"{asked.id}: {asked.question}",
            (row.elapsed_ms or 0.0) / 1000,
            _problem(row),
        )

    def case(self, classname: str, name: str, seconds: float, problem: _Problem | None) -> None:
        self.start("testcase", {"classname": classname, "name": name, "time": f"{seconds:.3f}"})
        if problem is not None:
            element, kind, message, text = problem
            self.start(element, {"type": kind, "message": message})
            self._xml.characters(_clean(text))
            self.end(element)
        self.end("testcase")


def _problem(row: StoredRow) -> _Problem | None:
    outcome = outcome_of(row)
    if outcome is Outcome.RIGHT:
        return None
    if outcome is Outcome.FAILED:
        return "error", outcome.value, row.error or "no answer", ""
    wanted = row.question.expected.model_dump_json(exclude_defaults=True)
    answer = row.answer.answer[:_ANSWER_CHARACTERS] if row.answer is not None else ""
    lacks = ", ".join(missed_metrics(row))
    return "skipped", outcome.value, f"{outcome.value}: {lacks}", f"expected: {wanted}\nanswer: {answer}"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
