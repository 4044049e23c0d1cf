"""The words by which a follow-up question leans on the one before, as data; folded."""

import re

OPENERS = re.compile(
    r"^(?:(?:the|vay|the thi|vay thi|con|the con|vay con|va con|roi|what about|how about|and"
    r"|(?:cho|xin|hoi|lay)(?: (?:toi|em|minh|xin|hoi|biet))* them)\b[\s,:]*)+"
)
CLOSERS = re.compile(r"[\s,]*\b(?:thi sao|the nao|ra sao|sao|nhi|a|vay|the|thi)?\s*[?.!]*$")
COUNTED_YEAR = re.compile(
    r"\b(?:nam (?:nay|ngoai|kia|vua qua|vua roi|hien tai|hien nay)|(?:this|last|the current|the past) year)\b"
)
"""A year that is counted from today. `năm trước` is not: it is the one before whichever is spoken of."""
ASKS_ON = re.compile(
    r"\b(?:thi sao|thi the nao|the nao|ra sao|sao|(?:thi )?(?:la )?(?:bao nhieu|bn)"
    r"|nua(?: (?:a|di|nhe|nha|voi|thi sao|la bao nhieu))*|too|as well)\s*[?.!]*$"
)
"""A closer that makes a few words a question about what was spoken of."""
SAYS_NOTHING = frozenset({"bn", "bnhieu", "nua", "them"})
"""Words of such a question that name nothing, where they are not read as asking."""
OF_WHICH = re.compile(
    r"^(?:(?:trong do|trong so do|trong so nay|rieng|chi rieng|of which|of these|of those|of them)\b[\s,:]*)+"
)
BETWEEN = re.compile(
    r"\b(?:chenh nhau|hon kem nhau|lech nhau|cach nhau"
    r"|(?:chenh lech giua|giua|so sanh|ca) hai (?:noi|tinh|dia phuong|nam|ky)"
    r"|between (?:them|the two)|the two (?:differ|compare))\b"
)
"""What asks how far apart the two things last spoken of are."""
AGAINST = re.compile(r"^(?:so voi|so|compared (?:with|to)|against)\b")
YEARLESS_END = re.compile(r"(?:nam|of the year)$")
HOW_MANY = re.compile(r"\b(?:bao nhieu|co may|may|how many|how much)\b")
LOOSE_END = re.compile(r"\s+(?:cua|o|tai|cho|trong|of|in|for)$")

COMPARE = {"vi": "So sánh", "en": "Compare:"}
CHANGE = {"vi": "tăng giảm bao nhiêu", "en": "how much did it change"}
ONLY = {"vi": "riêng", "en": "only"}
AND = {"vi": "và", "en": "and"}

TOPIC_PATTERNS = {
    "vi": ("có bao nhiêu {topic}", "{topic} bao nhiêu {unit}", "số {unit} {topic}", "số {topic}"),
    "en": ("how many {topic}", "number of {topic}", "how many {noun} were {topic}"),
}
"""How a new topic is asked about, tried in this order until the words are understood."""
NUMBER_OF = {"vi": "có bao nhiêu {topic}", "en": "how many {topic}"}
ENGLISH_NOUN = "documents"
