"""Batches: a JSON line in, a JSON line out, in input order; a bad line is named and the others go on.

The output is written beside its place and renamed when it is whole.
"""

import json
from collections.abc import Callable
from pathlib import Path

import typer
from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from api.cli.failures import Exit, UsageError
from api.cli.output import remark
from api.cli.progress import progress_bar
from api.filters import UnknownProvinceError, YearOutOfRangeError
from api.schemas import ChatRequest

_OBJECT = TypeAdapter(dict[str, JsonValue])
_FIELDS = ("question", "history", "filters")


class _BadLineError(Exception):
    """A line that cannot be worked on; `line_id` is its id where it has one."""

    def __init__(self, line_id: JsonValue, reason: str) -> None:
        super().__init__(reason)
        self.line_id = line_id


def run_batch(source: Path | None, output: Path | None, work: Callable[[ChatRequest], BaseModel]) -> None:
    """Put every line of `source` through `work`. Raises UsageError; exits with 3 when a line was bad."""
    if source is None or output is None:
        raise UsageError("--batch cần --output và ngược lại · --batch and --output go together")
    lines = [line for line in _read(source) if line.strip()]
    draft = output.with_name(f".{output.name}.part")
    bad = 0
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file, progress_bar("Lô · batch") as progress:
            for done, line in enumerate(lines):
                progress(done, len(lines), "")
                try:
                    answered = _one(line, work)
                except _BadLineError as error:
                    bad += 1
                    remark(f"{source}:{done + 1}: {error}")
                    answered = {"id": error.line_id, "error": str(error)}
                file.write(json.dumps(answered, ensure_ascii=False) + "\n")
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    if bad:
        raise typer.Exit(Exit.INPUT_REFUSED)


def _read(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{source}: không phải UTF-8 · not UTF-8") from error


def _one(line: str, work: Callable[[ChatRequest], BaseModel]) -> dict[str, JsonValue]:
    try:
        given = _OBJECT.validate_json(line)
    except ValidationError as error:
        raise _BadLineError(None, "không phải đối tượng JSON · not a JSON object") from error
    line_id = given.get("id")
    if line_id is None:
        raise _BadLineError(None, "thiếu · missing: id")
    try:
        request = ChatRequest.model_validate_json(
            json.dumps({name: given[name] for name in _FIELDS if given.get(name) is not None})
        )
        return {"id": line_id, **work(request).model_dump(mode="json")}
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise _BadLineError(line_id, "; ".join(problems)) from error
    except (UnknownProvinceError, YearOutOfRangeError) as error:
        raise _BadLineError(line_id, str(error)) from error
