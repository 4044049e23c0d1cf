"""The words of a table's labels that say which number of an indicator stands there, as data.

Words are spelled with diacritics in lower case, as the keys of a sentence are.
"""

from ingest.figures.wording import COMPARED_LABELS, LABEL_FILLERS

# A label of nothing but these says when, whether planned or done, or that it totals: never what is counted.
ROLE_WORDS = frozenset(
    """
    kế hoạch kh thực hiện th hoàn thành đạt được kết quả so với cùng kỳ ck năm trước tăng giảm tỷ tỉ lệ chỉ
    tiêu giao ước số lượng liệu tổng cộng chung tháng quý này nay sau đầu cuối đến ngày tính trong cả sánh
    chênh lệch mục đề ra lũy luỹ kế từ giá trị báo cáo của và toàn đã tuyệt đối tương thời điểm giai đoạn kì
    i ii iii iv dự toán phát sinh trọng cơ cấu mức bình quân chia theo đó gồm
    """.split()
)
# The whole place a report is about: in a label it says nothing.
WHOLES = (
    "toàn tỉnh",
    "toàn thành phố",
    "trên địa bàn tỉnh",
    "trên địa bàn thành phố",
    "trên địa bàn",
    "cả nước",
    "toàn quốc",
    "toàn ngành",
    "cả tỉnh",
    "của tỉnh",
)
TIERS = frozenset("tỉnh huyện quận xã phường thị trấn đặc khu".split())
# Words of a row or column that totals the others beside it.
TOTAL_WORDS = frozenset(
    """
    tổng số cộng chung toàn tỉnh thành phố ngành huyện hệ thống cả nước trên địa bàn của và các tại trong kỳ
    năm lượng i ii iii iv v a b c
    """.split()
)
TOTALLING = frozenset("tổng cộng toàn chung cả".split())
# What a label that begins so names is a part of what stands before it.
PART_LEADS = ("trong đó", "trong số đó", "chia ra", "bao gồm", "gồm", "cụ thể")
DIVIDES = (*PART_LEADS, "chia theo", "phân theo", "phân loại", "theo")
# A row that begins so counts what it names.
COUNTS = ("số", "tổng số", "tổng", "đội ngũ", "hiện có")
DONE = ("thực hiện", "kết quả", "đạt", "hoàn thành")
PLANNED_WORDS = frozenset({"kh"})
# Something left from the time before is none of what came in.
LEFT_OVER = ("trước chuyển", "cũ chuyển", "tồn kỳ trước", "tồn năm trước", "tồn trước", "còn tồn từ")
CAME_IN = ("tiếp nhận", "thụ lý mới")
# What stands behind these is the work that something came out of (`phát hiện qua kiểm tra`).
OCCASION = frozenset("qua sau khi".split())
# What an indicator was done with that makes it no part of itself (`Vi bằng đã lập`).
DOING = frozenset({"lập", "bị", "phát", "hiện"})
# Of what was done these leave only some, though a sentence may use them in passing.
NARROWING = frozenset("đang chưa không còn tồn mới cũ xong".split())
# What the name of a field of work is made of: over other columns it narrows nothing (`Xây dựng văn bản`).
FIELD_WORDS = frozenset(
    """
    công tác xây dựng hoạt động tình hình quản lý kiểm soát theo dõi giải quyết đăng ký tổ chức soạn thảo thi
    hành ban đánh giá thực trạng nâng cao chất lượng trợ giúp hỗ trợ bổ trợ tư pháp nhà nước hành chính lĩnh
    vực nhóm chỉ số lực lượng nhân sự đội ngũ mạng lưới nguồn quy mô bộ máy
    """.split()
)
# Work of the same field beside what was named before it (`Chứng thực khác`).
OTHER = "khác"
WORK_WORDS = frozenset("tác động vực dung".split())
KEPT = LABEL_FILLERS | ROLE_WORDS
# What says that a column compares: what stands beside it, or the period with an earlier one.
DIFFERENCE = "chênh lệch"
COMPARED = (*COMPARED_LABELS, DIFFERENCE)
# A column that begins so tells how many there were before the period, not in it.
OPENING = (
    "đầu kỳ",
    "đầu năm",
    "đầu quý",
    "số đầu kỳ",
    "số đầu năm",
    "có đầu kỳ",
    "có đầu năm",
    "tồn đầu",
    "dư đầu",
)
# What a cell may say before its number, and which way it went.
MOVES = {"tăng": 1, "giảm": -1}
# A heading of nothing but these only says that the columns under it are sorted.
SORTING = frozenset("kết quả phân loại chia theo ra trong đó gồm cụ thể bao số tổng".split())
