"""The sections of a report: each heading with what stands directly under it."""

from collections.abc import Iterator
from dataclasses import dataclass

from vectorstore.schema import Block, BlockKind, StructuredText


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next heading of any depth; `path` ends with its own heading.

    The blocks before the first heading are a section without one. `is_leaf` says that no deeper heading
    follows directly.
    """

    heading: Block | None
    parents: tuple[str, ...]
    path: tuple[str, ...]
    body: tuple[Block, ...]
    is_leaf: bool

    @property
    def start(self) -> int:
        return (self.heading or self.body[0]).start

    @property
    def body_start(self) -> int:
        return self.body[0].start if self.body else self.end

    @property
    def end(self) -> int:
        return self.body[-1].end if self.body else self.start_block.end

    @property
    def start_block(self) -> Block:
        return self.heading or self.body[0]

    @property
    def page(self) -> int | None:
        return self.start_block.page

    @property
    def table(self) -> int | None:
        """The first table in it."""
        return next((block.table for block in self.body if block.table is not None), None)


def sections(text: StructuredText) -> Iterator[Section]:
    """The sections of a text in order; empty texts have none."""
    path: list[tuple[int, str]] = []
    heading: Block | None = None
    body: list[Block] = []
    for block in text.blocks:
        if block.kind is not BlockKind.HEADING:
            body.append(block)
            continue
        if heading is not None or body:
            yield _section(heading, path, body, deeper=heading is not None and block.level > heading.level)
        heading, body = block, []
        path = [each for each in path if each[0] < block.level]
        path.append((block.level, text.text[block.start : block.end]))
    if heading is not None or body:
        yield _section(heading, path, body, deeper=False)


def _section(
    heading: Block | None, path: list[tuple[int, str]], body: list[Block], *, deeper: bool
) -> Section:
    names = tuple(name for _, name in path)
    return Section(heading, names[:-1] if heading else names, names, tuple(body), is_leaf=not deeper)
