"""Splits plain text the way the tutorials do: at paragraphs, else lines, else words, else anywhere.

The algorithm is that of LangChain's RecursiveCharacterTextSplitter with its default separators; what is given
back are offsets, so that a chunk can be cited.
"""

from collections.abc import Iterator, Sequence

CHUNK_SIZE = 1000
OVERLAP = 200
_SEPARATORS = ("\n\n", "\n", " ", "")

Span = tuple[int, int]


def split_recursively(text: str, *, size: int = CHUNK_SIZE, overlap: int = OVERLAP) -> list[Span]:
    """Chunks of at most `size` characters, the last `overlap` or fewer of each repeated in the next one.

    Offsets are code points, end exclusive; no chunk begins or ends with white space, none is empty.
    """
    trimmed = (_trimmed(text, span) for span in _split(text, (0, len(text)), _SEPARATORS, size, overlap))
    return [(start, end) for start, end in trimmed if start < end]


def _split(text: str, span: Span, separators: Sequence[str], size: int, overlap: int) -> Iterator[Span]:
    at = next(n for n, each in enumerate(separators) if not each or text.find(each, *span) >= 0)
    finer = separators[at + 1 :]
    short: list[Span] = []
    for piece in _pieces(text, span, separators[at]):
        if piece[1] - piece[0] < size or not finer:
            short.append(piece)
            continue
        yield from _merged(short, size, overlap)
        short = []
        yield from _split(text, piece, finer, size, overlap)
    yield from _merged(short, size, overlap)


def _pieces(text: str, span: Span, separator: str) -> Iterator[Span]:
    """The stretches between separators, each but the first beginning with its separator."""
    start, end = span
    if not separator:
        yield from ((at, at + 1) for at in range(start, end))
        return
    while (cut := text.find(separator, start + 1, end)) >= 0:
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _merged(pieces: Sequence[Span], size: int, overlap: int) -> Iterator[Span]:
    """Neighbouring pieces put together up to `size`; the next chunk keeps what fits of the last `overlap`."""
    first = 0
    for index, piece in enumerate(pieces):
        if first < index and piece[1] - pieces[first][0] > size:
            yield pieces[first][0], pieces[index - 1][1]
            held = pieces[index - 1][1]
            while first < index and (held - pieces[first][0] > overlap or piece[1] - pieces[first][0] > size):
                first += 1
    if pieces:
        yield pieces[first][0], pieces[-1][1]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
