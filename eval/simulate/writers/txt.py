"""Plain text in UTF-8: the head's two columns one below the other, a table row a line."""

from itertools import chain

from eval.simulate.document import Document, Table

_CELL = " | "


def write(document: Document) -> bytes:
    """The report as a text file."""
    head, foot = document.head, document.foot
    lines = chain(
        *([*group, ""] for group in ((head.mark,), head.left, head.right) if any(group)),
        (line for line in (head.title, head.subject) if line),
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
    rows = [*table.head_grid, *(tuple(cell.text for cell in row) for row in table.rows)]
    note = [table.note] if table.note else []
    return [table.title, *note, *(_CELL.join(row) for row in rows), *table.footnotes]
