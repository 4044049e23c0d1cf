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
    "giảm còn",
)
PREVIOUS = ("cùng kỳ", "năm trước", "năm ngoái", "kỳ trước")
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
PARTS = (
    "trong đó",
    "trong số đó",
    "trong số này",
    "gồm",
    "bao gồm",
    "gồm có",
    "cụ thể",
    "chia ra",
    "riêng",
    "cụ thể là",
)
RATIO = ("tỷ lệ", "tỉ lệ", "chiếm", "đạt", "bằng", "tương đương", "ứng với")
LEVELS = ("cấp tỉnh", "cấp huyện", "cấp xã", "cấp thành phố", "cấp trung ương", "cấp cơ sở")

# A noun phrase ends before these: what follows speaks of another number or compares this one. It ends before
# a joining word only where that joins the next number.
JOINS = ("với", "và", "and", "with")
PHRASE_END = (
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
    "do",
    "để",
    "nhằm",
    "góp phần",
    "ước",
    "đã qua",
    "sau khi",
    "trên cơ sở",
)

# Words that leave a noun phrase what it is.
FILLERS = frozenset(
    """
    lên thu nội dung
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
    giảm so sánh cùng với trước kế hoạch mục tiêu
    """.split()
)

# Before the number of something that exists at a time, only these say that it exists.
STOCK_VERBS = frozenset("có gồm với là còn đạt số và trì tổng cộng được ngũ duy".split())
