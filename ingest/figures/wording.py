"""The small words that say what a number is doing in its clause, as data.

Nothing here belongs to one indicator; those words stand in the indicator list.
"""

CHANGE = (
    "tăng",
    "giảm",
    "cao hơn",
    "thấp hơn",
    "ít hơn",
    "nhiều hơn",
    "vượt",
    "hụt",
    "tăng thêm",
)
FALLS = frozenset(("giảm", "thấp hơn", "ít hơn", "hụt"))
# After a place these lead back to the whole that a report is about.
WHOLE_PERIOD = ("cả năm", "trong năm", "trong kỳ")
WHOLE_PLACE = (
    "toàn tỉnh", "toàn thành phố", "toàn ngành", "toàn quốc", "cả tỉnh", "cả nước", "toàn huyện",
    "nâng tổng số", "nâng số", "đưa tổng số", "tổng số toàn",
)  # fmt: skip
# Behind a colon these begin a clause of its own: what stands before it names no cases.
WHOLE_HAS = (
    "thành phố có", "toàn tỉnh có", "cả tỉnh có", "tỉnh có", "toàn thành phố có", "cả nước có",
    "toàn quốc có", "thành phố hiện có", "toàn tỉnh hiện có", "cả tỉnh hiện có", "tỉnh hiện có",
    "cả nước hiện có", "địa phương có",
)  # fmt: skip
# Between a change and a number these make the number the level reached.
REACHED = ("lên", "xuống", "còn")
# So does this behind a change (`tăng thành 79`), and not alone (`hòa giải thành 79`).
BECOMES = "thành"
PREVIOUS = ("cùng kỳ", "năm trước", "năm ngoái", "kỳ trước", "ck")
REST = ("còn", "lại")
# A number behind one of these tells one thing from others and counts nothing.
NUMBERED = frozenset("độ số loại mẫu điều khoản quý đợt kỳ khóa hạng tháng năm ngày".split())
# A line that ends with one of these before its colon says who tells what follows, not what it is about.
LEADS_IN = (
    ("nêu",), ("nêu", "rõ"), ("cho", "biết"), ("cho", "hay"), ("cho", "thấy"), ("ghi", "nhận"), ("lũy", "kế"),
    ("cộng", "dồn"), ("hình", "thức"),
)  # fmt: skip
# The beginning of what a report looks back on; until one of SINCE_THEN, numbers are of then.
LONG_AGO = (
    "đầu nhiệm kỳ", "đầu giai đoạn", "đầu kỳ", "lúc đầu", "ban đầu", "khi mới thành lập",
    "ngày đầu thành lập", "khi mới tái lập", "trước kia", "trước đây", "khi mới chia tách",
    "thời điểm thành lập",
)  # fmt: skip
SINCE_THEN = ("nay", "hiện", "đến nay", "cuối", "hiện nay", "hiện có")
# Before `chỉ tiêu`: it was reached.
MEETS = frozenset({"đạt", "vượt", "hoàn"})
COMPARED_WITH = ("so", "với")
CARRIED = "chuyển"  # what follows the year before of a number that was left from it
PLANNED = ("theo kế hoạch", "kế hoạch năm", "kế hoạch đề ra", "chỉ tiêu giao", "chỉ tiêu đề ra")
TARGET = (
    "phấn đấu",
    "chỉ tiêu",
    "kế hoạch",
    "mục tiêu",
    "dự kiến",
    "đề ra",
    "được giao",
)
# Before a colon these make targets of all the numbers behind it (`Các chỉ tiêu phải đạt: …`).
ANNOUNCES_TARGETS = ("phấn đấu", "phải đạt", "cần đạt", "các chỉ tiêu", "mục tiêu")
# With these a sentence sets aims one after the other, until a word of ENDS_AIMS tells what came of them.
SETS_AIMS = (
    "phấn đấu", "đề ra chỉ tiêu", "đặt chỉ tiêu", "đặt ra chỉ tiêu", "đề ra mục tiêu", "đặt mục tiêu",
    "đặt ra mục tiêu",
)  # fmt: skip
ENDS_AIMS = frozenset("kết nhưng song nay hiện".split())
TARGET_LABEL = frozenset("các một số chỉ tiêu chủ yếu cụ thể năm cần phải đạt".split())
DONE = "đã"
DONE_WORDS = frozenset("đã kết thực xong".split())
# Words that may stand between `kế hoạch` and its number (`kế hoạch cả năm 2023 là 700 vụ việc`).
OF_THE_PLAN = frozenset("cả năm của tỉnh được giao đề ra quý tháng đầu cuối là".split())
PLAN_WORDS = frozenset(word for phrase in TARGET for word in phrase.split())
# Between a rate and a number with nothing else: the number counts what the rate is of.
RESTATES = frozenset("với tương ứng tức là hay".split())
# Staff that is given to an office is what it has.
GIVEN = ("được giao",)
PARTS = (
    "trong đó",
    "trong số đó",
    "trong số này",
    "gồm",
    "bao gồm",
    "gồm có",
    "cụ thể",
    "chia ra",
    "cụ thể là",
    "chia theo",
    "phân theo",
    "chia theo lĩnh vực",
    "phân theo lĩnh vực",
    "theo lĩnh vực",
    "về lĩnh vực",
    "chia theo cấp",
    "phân theo cấp",
)
# The fields that cases are divided by, and the units cases have.
CASE_FIELDS = frozenset(
    tuple(name.split())
    for name in (
        "hình sự", "dân sự", "dân sự khác", "hôn nhân và gia đình", "hôn nhân gia đình", "hôn nhân", "khác",
        "hành chính", "đất đai", "tranh chấp đất đai", "đất đai và môi trường", "môi trường", "xây dựng",
        "thừa kế", "lao động", "kinh tế", "kinh doanh thương mại", "thương mại", "tín dụng", "phá sản",
        "sở hữu trí tuệ", "lâm nghiệp", "giao thông", "ma túy", "tranh chấp dân sự", "mâu thuẫn gia đình",
        "mâu thuẫn xóm giềng", "bạo lực gia đình", "trật tự xã hội", "an ninh trật tự",
    )
)  # fmt: skip
CASE_UNITS = ("vụ việc", "vụ", "việc", "trường hợp")
# Words beside the name of a field or tier that neither name it nor say anything else.
DIVISION_LEADS = frozenset(
    """xét phân chia cơ cấu loại án thuộc liên quan nhiều nhất đa phần lớn tập trung tiếp đảm nhiệm phụ
    trách""".split()
)
# Words before and behind the name of a part that are none of it (`và các vụ dân sự là 12`).
LEADS_TO_PART = frozenset(
    "và còn lại riêng trong đó gồm bao có là các những số về với thuộc lĩnh vực vụ việc án loại được".split()
)
ENDS_PART_NAME = frozenset("là có với được đạt số khoảng hơn gần trên".split())
# A number with one of these behind it is a part of the one before.
OF_THESE = (("of", "them"), ("of", "these"), ("of", "whom"), ("of", "which"))
RATIO = ("tỷ lệ", "tỉ lệ", "chiếm", "đạt", "bằng", "tương đương", "tương ứng", "ứng với", "tức")
LEVELS = ("cấp tỉnh", "cấp huyện", "cấp xã", "cấp thành phố", "cấp trung ương", "cấp cơ sở")

# A noun phrase ends before these: what follows speaks of another number or compares this one. It ends before
# a joining word only where that joins the next number.
JOINS = ("với", "và", "and", "with")
# A noun phrase goes on behind this where a verb of its noun follows (`dự thảo đã qua thẩm định`).
GONE_THROUGH = ("đã", "qua")
WHERE = ("thuộc", "tại", "ở", "trong", "của")
ACCOMPANIES = ("với", "cho", "thu", "có")
# Straight before a number: it goes with the one before, of which alone a plan's rate is told.
ACCOMPANIED = frozenset({"với", "cho"})
SET_BESIDE = ("và", "hoặc", "and", "or")
# A verb after one of these only says on what occasion (`Qua rà soát, đề nghị xử lý …`).
OCCASION = frozenset("qua sau khi từ về".split())
# What follows these says of which cases something is told (`Trong số phải thi hành, có điều kiện …`).
FRAMES = ("trong số", "trong tổng số", "trên tổng số", "trên số")
# Between two numbers: the first is taken from the second (`88 trong 113 vụ việc`).
OUT_OF = (("trong",), ("trên",), ("trong", "tổng", "số"), ("trên", "tổng", "số"))
COUNTED_AMONG = ("trên số", "trên tổng số")
# What a rate was worked out of; it names no figure of its own.
MEASURED_AGAINST = (
    "trên số",
    "trên tổng số",
    "trên tổng",
    "trong số",
    "trong tổng số",
    "tổng số",
    "số",
    "so với số",
    "so với tổng số",
)
OF_ALL = frozenset("trên trong tổng số".split())
REMAINING = ("còn", "lại")
PHRASE_END = (
    "mà",
    "trong đó",
    "gồm",
    "bao gồm",
    "tăng",
    "giảm",
    "so với",
    "đạt",
    "chiếm",
    "bằng",
    "vượt",
    "còn lại",
    "cao hơn",
    "thấp hơn",
    "ít hơn",
    "nhiều hơn",
    "tương đương",
    "tỷ lệ",
    "tỉ lệ",
    "nhưng",
    "thì",
    "do",
    "để",
    "nhằm",
    "góp phần",
    "xuống",
    "trở lên",
    "trở xuống",
    "lên đến",
    "lên tới",
    "lên thành",
    "ước",
    "đã qua",
    "sau khi",
    "trên cơ sở",
    "trên số",
    "trên tổng số",
)

# Words that leave a noun phrase what it is.
FILLERS = frozenset(
    """
    so hơn hoặc sinh làm nay giao một nổi bật chủ yếu thống kê đăng ký thôn xóm ấp khóm buôn sóc
    the a an of in city province there center centre department held conducted organised organized arranged
    registered recorded handled accepted received provided reported employs employ employed counts counted
    were was are on by from with total about nearly roughly around only now currently altogether nationwide
    lên xuống thu nội dung
    có là và của các những đã được đang hiện nay hiện tại trên địa bàn toàn tỉnh thành phố ở tại cho
    với về trong năm tháng quý kỳ đầu cuối tổng số cộng lượng số lượt này đó theo do từ đến hết tính
    thì mà cũng thực hiện tổ chức đồng thời trực tiếp hoạt động hành nghề quy phạm pháp luật qppl
    vbqppl dự thảo văn bản hồ sơ vụ việc cả nước sở tư pháp ngành cơ quan đơn vị địa phương tư tham
    mưu tiếp tục mới tới gửi khi cùng mỗi nghề chuyên môn việt nam ubnd hđnd ủy ban nhân dân hội
    đồng đó còn lại bao gồm gồm riêng cụ thể như sau đạt kết quả công tác xong bởi trường hợp cấp
    lĩnh vực nêu trước trung tâm nhà nước phòng cục chi ban cán bộ tiến hành triển khai đều cấp
    """.split()
)

# Words of a table's labels that name neither an indicator nor a part.
LABEL_FILLERS = frozenset(
    """
    số chỉ tiêu nội dung kết quả đơn vị tính tổng cộng thực hiện vụ việc đồng triệu tỷ tỉ người lượt
    nghìn lệ cuộc được đã và của trong kỳ năm tháng quý báo cáo số liệu giá trị lượng phát sinh tăng
    giảm so sánh cùng với trước kế hoạch mục tiêu tiền tỷ lệ đạt chiếm công tác thu phải tiếp nhận
    chia ra gồm trong đó
    """.split()
)

# Before the number of something that exists at a time, only these say that it exists.
STOCK_VERBS = frozenset(
    """
    có gồm với là còn đạt số và trì tổng cộng được ngũ duy lên đến
    has have had with are were and employs employ counts counted includes
    """.split()
)
# After the noun of something that exists, these begin what it does and not what it is; so does `đã`, but not
# before a word of STATE.
# `có 3 huyện tổ chức …`: bodies that exist, of which alone something is told.
EXISTS = frozenset({"có", "một", "chỉ"})
BODIES = frozenset({"huyện", "xã", "phường", "tỉnh", "đơn", "địa", "sở", "phòng", "quận", "cơ"})
# With these words a clause goes on to say what those just counted did (`5 tổ chức đã thực hiện …`).
PREDICATE_OPENS = frozenset("đã đang thực hiện hoạt động có được cùng".split())
PREDICATE = frozenset("tại ở đang at in".split())
REMAINS = ("vẫn", "là")  # `520 luật sư vẫn là lực lượng …`
STATE = frozenset("bị được nghỉ".split())
# What follows these says of which cases alone a number speaks.
# After these the numbers stand in the order in which their subjects, places or periods are named.
RESPECTIVELY = ("lần lượt", "tương ứng", "theo thứ tự", "respectively")
# These point back at the numbers just told (`hai con số này lần lượt là …`).
# Parts of a number of people are named by these alone (`(1.900 nữ, 300 người dân tộc thiểu số)`).
PEOPLE = ("nữ", "nam", "người")
# These only lead over to a number from what was told before it.
LINKING = frozenset("nhưng song chỉ phải cũng vẫn họ qua".split())
# Money told behind a fine, as the part of it that came in (`phạt 41 tỷ đồng, đã thu 36 tỷ đồng`).
CAME_IN = ("đã thu", "đã nộp", "thực thu", "thực nộp", "nộp được", "thu được", "đã thu được", "đã nộp được")
# Those in post, behind the posts allotted (`được giao 35 biên chế, có mặt 32`).
IN_POST = ("có mặt", "hiện có mặt", "thực có", "mới có", "hiện có", "hiện nay có", "đã tuyển", "thực hiện")
STILL = ("hiện có", "hiện nay có", "thực có", "có mặt", "đã tuyển", "hiện còn")
ALREADY_TOLD = ("con số này", "số liệu", "các số liệu", "con số", "chỉ số này", "số này", "kết quả này")
# A sentence that opens with this first tells how things were (`Nếu năm 2022 … thì năm nay …`).
OPENS_WITH_PAST = "nếu"
# A sentence that begins with one of these speaks of the number before it.
SPEAKS_BACK = (
    *PARTS,
    "tỷ lệ",
    "tỉ lệ",
    "tăng",
    "giảm",
    "so với",
    "con số này",
    "số này",
    "of these",
    "of them",
)
NARROWS = ("riêng", "riêng đối với", "đối với", "riêng về", "nhóm", "loại", "về án", "các án")
# What such words name ends before these.
NARROWED_UP_TO = frozenset("có đã được thì".split())
# A number that is told for each of many is not the number of all (`bình quân mỗi …`); but for a year it is.
AVERAGE = ("bình quân", "trung bình", "mỗi")
EACH_PERIOD = frozenset("năm tháng quý".split())
# Two syllables that say nothing together, though each may alone.
FILLER_PAIRS = frozenset(
    {
        ("người", "dân"),  # for whom everything is done
        ("công", "dân"),
        ("nhân", "dân"),
        ("thực", "tế"),
        ("con", "số"),
        ("lực", "lượng"),
        ("đội", "ngũ"),
        ("nhân", "lực"),
        ("đánh", "giá"),
        ("xác", "minh"),
        ("đã", "qua"),
        ("thường", "xuyên"),
        ("phân", "loại"),
        ("củng", "cố"),
        ("kiện", "toàn"),
        ("nhiệm", "vụ"),
        ("phạm", "vi"),
        ("quản", "lý"),
        ("thẩm", "quyền"),
        ("công", "bố"),
        ("công", "khai"),
        ("tình", "hình"),
        ("thuộc", "phạm"),
        ("thuộc", "thẩm"),
        ("tính", "chung"),
        ("cao", "nhất"),
        ("thấp", "nhất"),
        ("nhiều", "nhất"),
        ("ít", "nhất"),
        ("lần", "lượt"),
        ("đối", "với"),
        ("ba", "cấp"),
        ("hai", "cấp"),
        ("diễn", "ra"),
        ("khoảng", "thời"),
        ("thời", "gian"),
        ("giai", "đoạn"),
        ("đẩy", "mạnh"),
        ("tăng", "cường"),
        ("quan", "tâm"),
        ("chú", "trọng"),
        ("đưa", "vào"),
        ("hộ", "tịch"),
        ("nhiệm", "kỳ"),
    }
)
# What a rate or a change measures where one clause speaks of cases and of money.
ABOUT_CASES = ("về việc", "về số việc", "về vụ việc")
BARE_CASES = ("số việc", "số vụ việc")
BARE_MONEY = ("số tiền",)
ABOUT_MONEY = ("về tiền", "về số tiền", "về giá trị")

# Labels of a table's rows and columns, folded: totals, columns that only number or code the rows, units.
TOTALS = frozenset(
    ("tong so", "tong cong", "cong", "tong", "toan tinh", "chung", "total", "tong chung", "toan thanh pho",
     "ca tinh", "toan nganh", "tong so chung")
)  # fmt: skip
ORDINAL_COLUMNS = frozenset({"stt", "tt", "so tt", "no", "#", "so thu tu"})
CODE_COLUMNS = frozenset({"ma so", "ma", "ma chi tieu", "ma bieu", "code"})
UNIT_COLUMNS = frozenset({"don vi tinh", "dvt"})
UNIT_OR_OFFICE_COLUMN = "don vi"
# What labels say of the numbers under them.
COMPARED_LABELS = (
    "so sánh",
    "so với",
    "so cùng kỳ",
    "tăng/giảm",
    "tăng, giảm",
    "tăng (+)",
    *CHANGE,
)
PLAN_LABELS = ("nhiệm vụ trọng tâm", "phương hướng", "kế hoạch")
PLANNED_LABELS = ("kế hoạch", "chỉ tiêu giao", "mục tiêu")
RATE_LABELS = ("tỷ lệ", "tỉ lệ")
