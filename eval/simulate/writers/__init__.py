"""Writers: one module a file format, each turning a `Document` into bytes that repeat to the last one."""

from collections.abc import Callable
from importlib import import_module

from eval.simulate.document import Document
from eval.simulate.errors import UnknownFormat

FORMATS = ("docx", "pdf", "xlsx", "html", "txt")
"""The endings there is a writer for."""


def writer_for(extension: str) -> Callable[[Document], bytes]:
    """The writer of a format; raises UnknownFormat.

    A writer's module is imported when it is first needed: PDF takes a library that users do not have.
    """
    if extension not in FORMATS:
        raise UnknownFormat(extension, FORMATS)
    write: Callable[[Document], bytes] = import_module(f"eval.simulate.writers.{extension}").write
    return write
