"""Plain text in UTF-8: the head's two columns one below the other, a table row a line."""

from itertools import chain

from eval.simulate.document import Document, Table

_CELL = " | "


def write(document: Document) -> bytes:
    """The report as a text file."""
    head, foot = document.head, document.foot
    lines = chain(
        [head.mark, "", *head.left, "", *head.right, "", head.title, head.subject],
        ["", head.salutation] if head.salutation else [],
        *(
            ["", *_table(block)] if isinstance(block, Table) else ["", block.text]
            for block in document.blocks
        ),
        ["", *foot.signature] if foot.signature else [],
        ["", *foot.recipients] if foot.recipients else [],
        ["", foot.mark] if foot.mark else [],
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _table(table: Table) -> list[str]:
    rows = [table.columns, *(tuple(cell.text for cell in row) for row in table.rows)]
    return [table.title, *(_CELL.join(row) for row in rows)]
