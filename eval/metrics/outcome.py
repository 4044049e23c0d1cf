"""What became of a question: answered rightly, answered wrongly, or declined."""

from assistant.answer import Answer, Status


def says_something(answer: Answer) -> bool:
    """Whether there is anything to read: an answer without words, values and table is none, whatever its
    status.
    """
    return bool(answer.answer.strip() or answer.values or answer.table is not None)


def status_right(answer: Answer, expected: Status) -> float:
    """1 when the answer says something and its status is the expected one; else 0."""
    return float(says_something(answer) and answer.status is expected)


def declined(answer: Answer) -> bool:
    """Whether the answer says that it does not answer: `not_found`, or a question back."""
    return says_something(answer) and answer.status is not Status.ANSWERED


def abstained(answer: Answer) -> bool:
    """Whether the answer says that the reports do not say it."""
    return says_something(answer) and answer.status is Status.NOT_FOUND


def wrong_answer(answer: Answer, *, right: bool) -> float:
    """1 when something was answered and it is not right; else 0.

    With `right`, `refused` and the share of questions whose asking failed it sums up to 1 over rows with a
    verdict: an answer that is wrong misleads, one that is withheld only costs time, and they are never
    added up (as in SimpleQA: correct, incorrect, not attempted; Wei et al., arXiv 2411.04368, 2024).
    """
    return float(not right and says_something(answer) and answer.status is Status.ANSWERED)


def refused(answer: Answer, *, right: bool) -> float:
    """1 when nothing was answered (`not_found`, a question back, no word at all) and something else was due;
    else 0.
    """
    return float(not right and not wrong_answer(answer, right=right))
