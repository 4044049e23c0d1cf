"""Words for time that say nothing alone: `cùng kỳ`, `trong năm`, `năm qua`, `9 tháng`.

The patterns of `periods.py` for them; periods written out are in `period_patterns.py`.
"""

import re
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.period_patterns import COUNT, written

_LAST_YEAR = r"(?:năm\s+(?:trước|ngoái|liền kề|liền trước)|(?:the\s+)?(?:last|previous)\s+year)"
_SAME_PERIOD = r"\b(?:cùng kỳ|cùng kì|cùng thời điểm|ck|same period|corresponding period)\b"
# Not `Hà Nam qua …`, nor `5 năm qua`.
_YEAR_PAST = (
    r"(?:(?:trong|suốt)(?:\s+một)?\s+năm(?:\s+(?:vừa|đã))?\s+qua|(?:\A|(?<=[.,;:(–-]\s))năm\s+(?:vừa\s+)?qua)"
)


@dataclass(frozen=True, slots=True)
class RelativePatterns:
    """Words for time that need the report's own period, or the sentence's, to be understood."""

    same_period: re.Pattern[str]
    last_year: re.Pattern[str]
    versus_last_year: re.Pattern[str]
    last_year_alone: re.Pattern[str]
    this_year: re.Pattern[str]
    this_period: re.Pattern[str]
    bare_months: re.Pattern[str]


@cache
def relative_patterns() -> RelativePatterns:
    """The relative patterns, compiled once."""
    return RelativePatterns(
        same_period=written(_SAME_PERIOD),
        last_year=written(rf"\s+(?:(?:of|in|của)\s+)?{_LAST_YEAR}"),
        versus_last_year=written(rf"\b(?:so với|compared (?:with|to)|than|over|from)\s+{_LAST_YEAR}"),
        last_year_alone=written(rf"(?<!các )(?<!những )(?<!nhiều )\b{_LAST_YEAR}"),
        this_year=written(
            rf"\b(?:{_YEAR_PAST}|trong năm|cả năm|năm nay|this year"
            r"|(?:in |over |during )?the year just (?:ended|gone|past)|(?:in|over|during) the past year)"
            r"(?!\s+(?:tới|sau|tiếp|trước|ngoái|học|năm|\d))"
        ),
        this_period=written(
            r"\b(?:từ đầu năm(?:\s+(?:đến|tới) nay)?|(?:trong\s+)?kỳ (?:này|báo cáo)"
            r"|trong (?:kỳ|kì|quý|tháng)|(?:the\s+)?reporting period|during the period)(?!\s+\w*\d)"
        ),
        bare_months=written(
            r"(?<!hạn )(?<!vòng )(?<!quá )(?<!sau )(?<!mỗi )(?<!đủ )(?<!dưới )(?<!trên )(?<!hơn )(?<!cứ )"
            rf"(?<!phạt )(?<!án ){COUNT}(?!\s+(?:tù|tuổi|lương|trở|kể|liên|một|đầu|cuối|\d))"
        ),
    )
