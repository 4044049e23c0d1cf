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
_TOP_LEVEL = 2


def write(document: Document) -> bytes:
    """The report as an HTML page in UTF-8."""
    head, foot = document.head, document.foot
    body = [
        f"<p><strong>{escape(head.mark)}</strong></p>",
        f"<table><tr><td>{_lines(head.left)}</td><td>{_lines(head.right)}</td></tr></table>",
        f"<h1>{escape(head.title)}<br>{escape(head.subject)}</h1>",
        _paragraph(head.salutation),
        *(_block(block) for block in document.blocks),
        _feet(document),
        f"<p><em>{escape(foot.mark)}</em></p>" if foot.mark else "",
    ]
    title = escape(f"{head.title} {head.subject}")
    return _PAGE.format(title=title, body="\n".join(part for part in body if part)).encode()


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        tag = f"h{block.level - 1 + _TOP_LEVEL}"
        return f"<{tag}>{escape(block.text)}</{tag}>"
    return _paragraph(block.text)


def _table(table: Table) -> str:
    header = "".join(f"<th>{escape(label)}</th>" for label in table.columns)
    rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in row) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<table>\n<caption>{escape(table.title)}</caption>\n"
        f"<thead><tr>{header}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def _feet(document: Document) -> str:
    foot = document.foot
    if not foot.recipients and not foot.signature:
        return ""
    return f"<table><tr><td>{_lines(foot.recipients)}</td><td>{_lines(foot.signature)}</td></tr></table>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)
