"""The words a refused file is named with: one line, Vietnamese first, English in parentheses.

Which file it was stands in the error's `source`; which class of trouble it is in its type (`errors`).
"""

EMPTY_FILE = "tệp rỗng, 0 byte (empty file, 0 bytes)"
NO_TEXT = "tệp không có chữ nào (no text in the file)"
NO_TEXT_SCAN = (
    "PDF không có lớp chữ, có vẻ là bản quét; cần nhận dạng chữ trước "
    "(no text layer, looks like a scan; recognise it first)"
)
LOCKED = "tệp đặt mật khẩu, hãy gỡ mật khẩu rồi nạp lại (locked by a password)"
TOO_LARGE = "tệp quá lớn để đọc (file too large to read)"
TOO_LARGE_UNPACKED = "tệp giải nén ra quá lớn (unpacks to too much data)"
TOO_MANY_CELLS = "trang tính quá lớn, quá nhiều ô (worksheet too large, too many cells)"
TOO_MANY_PAGES = "PDF quá nhiều trang (too many pages in the PDF)"
ENTITIES = "tệp khai báo thực thể XML, không an toàn (declares XML entities, which is unsafe)"
ENCODING = "không nhận ra bảng mã của văn bản (unknown text encoding)"
BINARY = "không phải tệp văn bản (not a text file)"
CHANGED_WHILE_READ = "tệp đổi trong khi đang đọc, hãy nạp lại (file changed while it was read)"
GONE_WHILE_READ = "tệp không còn nữa (the file is gone)"
NO_PERMISSION = "không có quyền đọc (no permission to read)"
BROKEN_LINK = "liên kết hỏng (broken link)"
FOLDER_LOOP = "liên kết thư mục quay vòng (a folder link that leads back to itself)"
READ_ERROR = "không đọc được tệp từ đĩa (the file could not be read from disk)"
COLLISION = (
    "hai tệp khác nhau trong cùng lần nạp có chung đường dẫn tương đối "
    "(two different files of this run share one relative path)"
)


def broken(kind: str) -> str:
    """The reason for a file that its own format's library cannot read."""
    return f"tệp hỏng hoặc dở dang, không đọc được như {kind} (broken or cut short, cannot be read as {kind})"


def disguised(named: str, found: str) -> str:
    """The reason for a file whose content is not what its name says."""
    return f"tên là {named} nhưng nội dung là {found}, hãy đổi tên cho đúng (named {named} but holds {found})"


def unsupported(suffix: str) -> str:
    """The reason for a kind of file no loader reads."""
    shown = suffix or "?"
    return f"chưa đọc được loại tệp {shown} (cannot read files of kind {shown})"


def unsupported_office(suffix: str, better: str) -> str:
    """The reason for an old office format, with the one to save it as."""
    return (
        f"chưa đọc được loại tệp {suffix}, hãy lưu thành {better} "
        f"(cannot read {suffix} files, save it as {better})"
    )
