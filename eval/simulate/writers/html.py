"""HTML as an office's page shows a report: semantic headings, real tables."""

from html import escape

from eval.simulate.document import Block, Document, Heading, Table

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""
_TOP_LEVEL, _LOWEST = 2, 6


def write(document: Document) -> bytes:
    """The report as an HTML page in UTF-8."""
    head, foot = document.head, document.foot
    body = [
        f"<p><strong>{escape(head.mark)}</strong></p>" if head.mark else "",
        _columns(head.left, head.right),
        f"<h1>{'<br>'.join(escape(line) for line in (head.title, head.subject) if line)}</h1>",
        _paragraph(head.salutation),
        *(_block(block) for block in document.blocks),
        _feet(document),
        f"<p><em>{escape(foot.mark)}</em></p>" if foot.mark else "",
    ]
    title = escape(f"{head.title} {head.subject}".strip())
    return _PAGE.format(title=title, body="\n".join(part for part in body if part)).encode()


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        tag = f"h{min(block.level - 1 + _TOP_LEVEL, _LOWEST)}"
        return f"<{tag}>{escape(block.text)}</{tag}>"
    lead = escape(block.text[: block.lead])
    return f"<p>{f'<strong>{lead}</strong>' if lead else ''}{escape(block.text[block.lead :])}</p>"


def _table(table: Table) -> str:
    rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in row) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    note = f"<p><em>{escape(table.note)}</em></p>\n" if table.note else ""
    return (
        f"{note}<table>\n<caption>{escape(table.title)}</caption>\n"
        f"<thead>{_heading_rows(table)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        + "".join(f"\n<p>{escape(line)}</p>" for line in table.footnotes)
    )


def _heading_rows(table: Table) -> str:
    rows = ["" for _ in range(table.head_rows)]
    for cell in sorted(table.head, key=lambda cell: (cell.row, cell.column)):
        across = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        rows[cell.row] += f"<th{across}{down}>{escape(cell.text)}</th>"
    return "".join(f"<tr>{row}</tr>" for row in rows)


def _feet(document: Document) -> str:
    foot = document.foot
    return _columns(foot.recipients, foot.signature)


def _columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if left and right:
        return f"<table><tr><td>{_lines(left)}</td><td>{_lines(right)}</td></tr></table>"
    return "\n".join(_paragraph(line) for line in (*left, *right))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)
