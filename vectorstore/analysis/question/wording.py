"""The small words by which questions are read, folded; those of tasks stand in `task_words.toml`.

No rules here: what the words are good for is said in the modules that use them.
"""

Phrase = tuple[str, ...]

HOW_MANY: tuple[Phrase, ...] = (("bao", "nhieu"), ("may",), ("so", "luong"), ("tong", "so"), ("so",))
HOW_MANY_EN: tuple[Phrase, ...] = (
    ("how", "many"),
    ("how", "much"),
    ("number", "of"),
    ("figure", "for"),
    ("figures", "for"),
    ("figure", "of"),
    ("count", "of"),
    ("total", "of"),
    ("total",),
)
# Those that ask, and do not only name what is counted.
ASKING: tuple[Phrase, ...] = (("bao", "nhieu"), ("may",))
# `sở`, `máy`, `so sánh` fold to these too: a noun must follow.
UNSURE: frozenset[Phrase] = frozenset({("so",), ("may",)})  # `sở`, `máy` fold to these too
ASKING_MARKED = frozenset({"số", "mấy"})
ANY_HOW_MANY: tuple[Phrase, ...] = (
    ("bao", "nhieu"), ("may",), ("how", "many"), ("how", "much"), ("number", "of"), ("total",),
)  # fmt: skip
COUNTS = frozenset({"so", "tong"})
WANTS_TEXT = frozenset(
    ("gi", "nao", "sao", "ai", "why", "what", "which", "who", "describe", "list", "explain", "neu", "liet")
)

# What lies between two things.
DIFFERENCES = frozenset(("chenh", "difference", "gap", "apart"))

# Behind these stands the one part asked for of what was named before; the words that end it.
ONLY: tuple[Phrase, ...] = (
    ("rieng",), ("tach", "rieng"), ("chi", "tinh"), ("fall", "under"), ("falls", "under"), ("come", "under"),
    ("belong", "to"),
)  # fmt: skip
PART_ENDS = frozenset(
    ("la", "thi", "co", "bao", "bn", "may", "chiem", "duoc", "in", "for", "is", "are", "was", "were", "nhieu")
)

# Behind these stands a part too, where nothing else explains what follows (`phần hình sự`, `qua thanh tra`);
# behind `UNSURE_PARTS` only where it is known to narrow. Words of `OF_NO_PART` say nothing of the part.
PARTS: tuple[Phrase, ...] = (
    ("phan",), ("mang",), ("linh", "vuc"), ("loai", "viec"), ("loai", "an"), ("thuoc", "loai"),
    ("thuoc", "dien"), ("nhom",), ("qua",), ("sau",), ("thong", "qua"),
)  # fmt: skip
UNSURE_PARTS: tuple[Phrase, ...] = (("ve",), ("tu",), ("an",))
OF_NO_PART = frozenset(("hoat", "dong", "cong", "tac", "viec", "cac", "linh", "vuc", "an"))

# `what was the money collected`: of money, that asks for the amount.
WHAT_IS: tuple[Phrase, ...] = (
    ("what", "is"),
    ("what", "did"),
    ("what", "was"),
    ("what", "were"),
    ("what", "are"),
)

# These ask for money by what it came from, by what follows in the sentence.
MONEY_FROM: tuple[Phrase, ...] = (("tien", "thu", "tu"), ("phi", "thu", "tu"))
WHAT_DID: tuple[Phrase, ...] = (("what", "did"), ("what", "do"), ("what", "does"))
MONEY_WORDS: tuple[Phrase, ...] = (("fees",), ("fee",), ("taxes",), ("tax",), ("revenue",), ("money",))

REASONS: tuple[Phrase, ...] = (
    ("vi", "sao"), ("tai", "sao"), ("nguyen", "nhan"), ("do", "dau"), ("ly", "do"), ("why",), ("reason",),
    ("reasons",),
)  # fmt: skip
RATES: tuple[Phrase, ...] = (("ty", "le"), ("ti", "le"), ("rate",), ("percentage",), ("share",))
PER_CENT: tuple[Phrase, ...] = (("phan", "tram"), ("percent",), ("per", "cent"))
POINTS = frozenset({"diem", "point", "points"})
LEVELS: dict[Phrase, str] = {
    ("cap", "tinh"): "cấp tỉnh", ("cap", "huyen"): "cấp huyện", ("cap", "xa"): "cấp xã",
    ("provincial", "level"): "cấp tỉnh", ("province", "level"): "cấp tỉnh",
    ("district", "level"): "cấp huyện", ("commune", "level"): "cấp xã",
}  # fmt: skip

# Between `người` and what they are.
BEING = frozenset(("la", "lam", "dang", "duoc", "bo", "nhiem", "giu", "chuc", "danh", "hanh", "nghe", "nhu"))
AND = frozenset({"va", "and", "cung"})
# Between two things that are set against each other (`A với B chênh nhau`).
BETWEEN_TWO = frozenset({"va", "voi", "and", "with"})
PLACE_PREPOSITIONS = frozenset(("o", "tai", "trong", "thuoc", "in", "at", "for"))
OF = frozenset({"cua", "of"})
# Where a kind of place is named (`tỉnh, thành phố nào`), these are part of its name, whatever else they say.
OF_PLACE_KINDS = frozenset({"thanh"})
# Before what is told apart: `riêng cho từng tỉnh` wants each, and no part.
EACH_BESIDE = frozenset(("cho", "o", "tai", "cua", "theo", "so", "for", "by"))
MONEY = frozenset({"tien", "dong", "money", "amount", "amounts"})
THROUGH = frozenset({"cac", "nam", "years"})
MONEY_BEHIND = frozenset(("so", "tong", "nhieu"))  # `so tien`, typed unmarked
YEAR = frozenset({"nam", "year", "years"})

# What follows a question word or `nhiều` without being what is counted.
NOT_COUNTED = frozenset(
    ("tu", "o", "tai", "trong", "cua", "cho", "ve", "vao", "khi", "la", "qua", "nam", "thi", "va", "de",
     "theo", "so", "from", "in", "by", "for", "number", "rate", "total", "share", "percentage", "than", "of",
     "the", "did", "does", "do", "is", "are", "was", "were", "has", "have", "had")
)  # fmt: skip
# A number behind these words names a thing (`Phiếu số 2`, `hạng 2`) and counts none.
NAMED_BY_NUMBER = frozenset(("so", "hang", "dieu", "khoan", "muc", "chuong", "luat", "quy", "no"))

# What a change is measured from stands behind these; a few small words may stand between.
MEASURED_FROM = ("so voi", "so", "than", "compared with", "compared to", "against", "versus", "over", "from")
AGAINST: tuple[Phrase, ...] = (("so", "voi"), ("compared", "with"), ("compared", "to"))
BETWEEN = (
    "thoi diem", "cuoi", "dau", "het", "muc", "con so", "so", "cua", "o", "hoi", "trong", "nam", "in", "at",
    "the", "that", "of", "those",
)  # fmt: skip
