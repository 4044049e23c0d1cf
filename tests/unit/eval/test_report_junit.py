"""JUnit XML for CI: valid, a case a question and a limit; what fails is a missed limit, with its reason."""

from pathlib import Path

import pytest
from lxml import etree

from eval.report.write import write_reports
from eval.suite import Limit
from tests.support.kept_run import keep_run

SCHEMA = Path(__file__).with_name("junit.xsd")


def junit_of(folder: Path) -> etree._Element:
    write_reports(folder)
    document = etree.parse(folder / "junit.xml")
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(document)
    return document.getroot()


@pytest.fixture
def suites(tmp_path: Path) -> etree._Element:
    return junit_of(keep_run(tmp_path))


def test_questions_are_cases_by_kind_with_what_they_lack(suites: etree._Element) -> None:
    questions = suites[0]
    assert (questions.get("tests"), questions.get("failures"), questions.get("errors")) == ("7", "0", "1")
    cases = {case.get("name"): case for case in questions.iter("testcase")}
    assert cases["good: câu good"].get("classname") == "Bộ <thử>.lookup"
    assert len(cases["good: câu good"]) == 0
    (number,) = cases["number: câu number"]
    assert (number.tag, number.get("type")) == ("skipped", "wrong_number")
    assert number.get("message").startswith("wrong_number: value, ")
    assert "1234.5" in number.text
    assert "<script>alert(1)</script>" in number.text
    (unasked,) = cases["failed: câu failed"]
    assert unasked.tag == "error"
    assert unasked.get("message").startswith("RuntimeError: <script>")
    assert [case[0].tag for case in cases.values() if len(case)].count("skipped") == 3


def test_limits_are_cases_and_name_the_rows_that_count_against_them(suites: etree._Element) -> None:
    limits = suites[1]
    assert (limits.get("tests"), limits.get("failures")) == ("5", "4")
    cases = {(case.get("classname"), case.get("name")): case for case in limits.iter("testcase")}
    (failure,) = cases["Bộ <thử>.limits.lookup", "right floor"]
    assert failure.get("message") == "lookup.right: 0.5, wanted at least 0.9"
    assert failure.text == "refused (0): câu refused"
    assert len(cases["Bộ <thử>.limits.unanswerable", "right floor"]) == 0


def test_a_run_whose_limits_all_hold_has_no_failure_whatever_its_questions_lack(tmp_path: Path) -> None:
    suites = junit_of(keep_run(tmp_path, limits=(Limit("floor", "all", "right", 0.1),)))
    assert [suite.get("failures") for suite in suites] == ["0", "0"]
    assert not list(suites.iter("failure"))
    assert len(list(suites.iter("skipped"))) == 3


def test_a_suite_without_limits_has_no_cases_of_them(tmp_path: Path) -> None:
    assert len(junit_of(keep_run(tmp_path, limits=()))) == 1


def test_the_schema_refuses_what_is_no_junit(tmp_path: Path) -> None:
    folder = keep_run(tmp_path)
    write_reports(folder)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    text = (folder / "junit.xml").read_text(encoding="utf-8")
    for broken in (text.replace(' tests="7"', "", 1), text.replace("<failure", "<fault", 1)):
        with pytest.raises(etree.XMLSyntaxError if "<fault" in broken else etree.DocumentInvalid):
            schema.assertValid(etree.fromstring(broken.encode()))
