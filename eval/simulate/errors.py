"""What can go wrong while reports are simulated."""

from pathlib import Path


class SimulateError(Exception):
    """A report could not be simulated."""


class StyleError(SimulateError):
    """A style's data cannot be used: a slot, table or field it names does not exist or is missing.

    `key` says where in the file, as `block[12].sentences[0][1]`; it is empty where the fault is the file's.
    """

    def __init__(self, style: str, problem: str, key: str = "") -> None:
        where = f"{style}: {key}" if key else style
        super().__init__(f"style {where}: {problem}")
        self.style = style
        self.key = key
        self.problem = problem


class UnknownFormat(SimulateError):  # noqa: N818 - named for what it is
    """A file format there is no writer for."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no writer for '{name}'; there are: {', '.join(known)}")
        self.name = name
        self.known = known


class FontMissing(SimulateError):  # noqa: N818 - named for what it is
    """No TrueType font with Vietnamese letters was found for PDF files."""

    def __init__(self, looked_in: tuple[Path, ...]) -> None:
        places = ", ".join(str(path) for path in looked_in)
        super().__init__(
            f"PDF needs the DejaVu Serif font, not found in {places}; install the package fonts-dejavu-core"
        )
        self.looked_in = looked_in
