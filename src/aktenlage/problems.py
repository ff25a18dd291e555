"""What can be wrong with input, each with a code and the cure."""

from __future__ import annotations

from aktenlage.shapes import Problem

CURES: dict[str, str] = {
    "not-found": "there is no such file; check the name",
    "not-readable": "the file cannot be read ({why}); check its permissions",
    "empty": "the file holds no text; remove it or give it content",
    "binary": "this is no text; convert it to plain text first",
    "encoding": "the encoding cannot be told; save it as UTF-8",
    "too-long": "{size} characters in one report, {limit} are read; split it into reports, one a file or one a JSON line",
    "other-language": "neither German nor English; leave it out or name the language with --language",
    "bad-json": 'no JSON object ({why}); each line needs at least "id" and "text"',
    "bad-date": "published {why!r} is no ISO date; write it as 2023-06-19",
    "nothing-there": "the folder holds no .txt, .md or .jsonl file; name files or another folder",
    "grammar": "{why}",
}


class CannotCode(ValueError):
    """A document that cannot be coded; `problem` holds code and message."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def problem(code: str, where: str, **details: object) -> Problem:
    """The problem of a file or document: `where: what is wrong; the cure`."""
    return Problem(code=code, message=f"{where}: {CURES[code].format(**details)}")
