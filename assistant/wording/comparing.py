"""Two amounts set against each other: which is higher, what changed, what share one is of the other."""

from assistant.answer import Language
from assistant.wording.phrases import sentence


def comparison(
    context: str, high: str, low: str, difference: str, shown: tuple[str, str], marks: str, language: Language
) -> str:
    """Which of two is higher and by how much; `shown` are the two amounts, the higher first."""
    about = f"{context}: " if context else ""
    if language == "en":
        return sentence(
            f"{about}{high} is higher than {low} by {difference} ({shown[0]} against {shown[1]}) {marks}."
        )
    return sentence(
        f"{about}{high} cao hơn {low}, chênh {difference} ({shown[0]} so với {shown[1]}) {marks}."
    )


def equal(context: str, one: str, other: str, shown: str, marks: str, language: Language) -> str:
    """That two amounts are the same."""
    about = f"{context}: " if context else ""
    if language == "en":
        return sentence(f"{about}{one} and {other} are equal at {shown} {marks}.")
    return sentence(f"{about}{one} và {other} bằng nhau, cùng là {shown} {marks}.")


def change(
    context: str,
    way: int,
    by: tuple[str, str | None],
    since: str,
    shown: tuple[str, str],
    marks: str,
    language: Language,
) -> str:
    """What changed since an earlier period; `by` is the change asked for and the other way to say it."""
    amount = by[0] + (f" ({by[1]})" if by[1] else "")
    old, new = shown
    if language == "en":
        if way == 0:
            return sentence(f"{context}: no change from {since}, {new} in both {marks}.")
        verb = "up" if way > 0 else "down"
        return sentence(f"{context}: {verb} {amount} from {since}, from {old} to {new} {marks}.")
    if way == 0:
        return sentence(f"{context}: không thay đổi so với {since}, cùng là {new} {marks}.")
    verb, to = ("tăng", "lên") if way > 0 else ("giảm", "xuống")
    return sentence(f"{context}: {verb} {amount} so với {since}, từ {old} {to} {new} {marks}.")


def stated_change(context: str, way: int, amount: str, since: str, mark: str, language: Language) -> str:
    """The change as the report itself states it."""
    if language == "en":
        verb = "up" if way > 0 else "down"
        return sentence(f"{context}: the report states it is {verb} {amount} on {since} {mark}.")
    verb = "tăng" if way > 0 else "giảm"
    return sentence(f"{context}: báo cáo nêu {verb} {amount} so với {since} {mark}.")


def ratio(
    context: str,
    part: str,
    whole: str,
    result: str,
    shown: tuple[str, str],
    marks: str,
    language: Language,
    *,
    within: bool,
) -> str:
    """What share one amount is of another, or how many times it is; `within`: as a part of it."""
    about = f"{context}: " if context else ""
    verb = "chiếm" if within else "bằng"
    if language == "en":
        return sentence(f"{about}{part} is {result} of {whole} ({shown[0]} to {shown[1]}) {marks}.")
    return sentence(f"{about}{part} {verb} {result} {whole} ({shown[0]} so với {shown[1]}) {marks}.")


def stated_ratio(context: str, part: str, whole: str, result: str, mark: str, language: Language) -> str:
    """A share as the report itself states it."""
    about = f"{context}: " if context else ""
    if language == "en":
        return sentence(f"{about}{part}: {result} of {whole}, as the report states {mark}.")
    return sentence(f"{about}{part} chiếm {result} {whole}, theo báo cáo {mark}.")
