"""Writes the pages of `docs/` that follow from the code: `python -m aktenlage.reference`, or `--check`."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import typer

from aktenlage.cli import app
from aktenlage.exports.columns import dictionary
from aktenlage.shapes import json_schema

DOCS = Path("docs")
VALUES = {Path: "file", Path | None: "file or folder", bool: "", int: "number", list[str]: "files, folders"}
HEAD = """\
# The commands

Written by `python -m aktenlage.reference` from the commands themselves; do not edit.
Exit status: 0 all well, 1 a check failed, 2 wrong usage or no model, 3 some document was left out (the rest is done).
"""


def commands(group: typer.Typer = app) -> dict[str, Callable[..., object]]:
    """Name (`code`, `record add`) -> function of each command, in the order of the help."""
    found: dict[str, Callable[..., object]] = {}
    for command in group.registered_commands:
        if command.callback is not None:
            found[command.name or command.callback.__name__] = command.callback
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            found |= {f"{inner.name} {name}": f for name, f in commands(inner.typer_instance).items()}
    return found


def cli_reference() -> str:
    """The reference as Markdown: a section for each command."""
    return "\n".join(
        [HEAD, *(line for name, command in commands().items() for line in section(name, command))]
    )


def section(name: str, command: Callable[..., object]) -> Iterator[str]:
    """One command: what it does, its example, its options."""
    told, _, example = (inspect.getdoc(command) or "").partition("Example:")
    yield f"## aktenlage {name}\n"
    yield " ".join(told.split()) + "\n"
    if example:
        yield f"```sh\n{' '.join(example.split())}\n```\n"
    rows = list(parameters(command))
    if rows:
        yield "| argument or option | values | default | meaning |\n|---|---|---|---|"
        yield (
            "\n".join(
                f"| `{written}` | {values} | {default} | {help} |" for written, values, default, help in rows
            )
            + "\n"
        )


def parameters(command: Callable[..., object]) -> Iterator[tuple[str, str, str, str]]:
    """(as written, values, default, meaning) of each argument and option, read from the signature."""
    hints = get_type_hints(command, include_extras=True)
    for name, parameter in inspect.signature(command).parameters.items():
        kind, told = get_args(hints[name])[:2]
        argument = isinstance(told, typer.models.ArgumentInfo)
        written = name.upper() if argument else f"--{name.replace('_', '-')}"
        if get_origin(kind) is list:
            written += " …"
        if isinstance(kind, type) and issubclass(kind, Enum):
            values = ", ".join(str(choice.value) for choice in kind)
        else:
            values = VALUES.get(kind, "text")
        default = parameter.default
        shown = (
            "" if default in (None, inspect.Parameter.empty) else f"`{getattr(default, 'value', default)}`"
        )
        yield written, values, shown, told.help or ""


def pages() -> dict[str, str]:
    """File name in `docs/` -> what must stand there."""
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    return {"cli-reference.md": cli_reference(), "schema.json": schema, "data-dictionary.md": dictionary()}


def main() -> None:
    """Writes the pages; with --check says which are not current (exit status 1)."""
    stale = [name for name, text in pages().items() if not _current(DOCS / name, text)]
    if "--check" in sys.argv:
        for name in stale:
            print(f"{DOCS / name}: not current; run python -m aktenlage.reference")
        sys.exit(bool(stale))
    DOCS.mkdir(exist_ok=True)
    for name in stale:
        (DOCS / name).write_text(pages()[name], encoding="utf-8")
        print(f"{DOCS / name} written")


def _current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    main()
