"""What can be wrong with input, each with a code and the cure."""

from __future__ import annotations

from aktenlage.shapes import Problem

CURES: dict[str, str] = {
    "not-found": "there is no such file; check the name",
    "not-readable": "the file cannot be read ({why}); check its permissions",
    "no-package": "addresses are opened by fsspec and a package of the store's own ({why}); install it with pip",
    "no-answer": "the address cannot be opened ({why}); check it, and how you sign in there",
    "several": "several reports in one file; read them with aktenlage.documents",
    "empty": "the file holds no text; remove it or give it content",
    "binary": "this is no text; convert it to plain text first",
    "encoding": "the encoding cannot be told; save it as UTF-8",
    "too-long": "{size} characters in one report, {limit} are read; split it into reports, one a file or one a JSON line",
    "other-language": "neither German nor English; leave it out or name the language with --language",
    "bad-json": 'no JSON object ({why}); each line needs at least "id" and "text"',
    "bad-coded": "no coded report ({why}); print it with aktenlage code --format jsonl",
    "no-text-column": "no column for the text among {there}; name it with --columns text=NAME",
    "ragged": "{cells} cells under {columns} columns; put quotation marks around cells that hold delimiters",
    "front-matter": "the front matter cannot be read ({why}); write it as YAML between lines of ---",
    "no-article": "no article can be found in the page; leave it out or save its text as plain text",
    "no-summary": "the entry holds no text; let its page be read with --follow",
    "headline-only": "the entry holds no text; say follow = true for this feed to read its pages",
    "no-link": "the entry has no link to follow; read the feed without --follow",
    "no-feed": "no RSS or Atom feed ({why}); check that the address or file is that of the feed itself",
    "unknown-xml": "XML with the root <{root}>; RSS, Atom, NewsML-G2, NITF and XHTML are read, convert it to one of them",
    "bad-xml": "the XML is broken ({why}); get the file again or mend it there",
    "entities": "it declares entities of its own, as attacks do; get the file without them",
    "withdrawn": "the agency has withdrawn this report; take an earlier version out of your record",
    "damaged": "the file is damaged ({why}); get it again, what was whole has been read",
    "too-big": "more bytes than one report can have; split it or leave it out",
    "bomb": "it unpacks to far more than a report holds, as attacks do; leave it out or unpack it yourself",
    "nested": "an archive in an archive in an archive; unpack the outer one first",
    "encrypted": "it is locked with a password; unpack it first",
    "bad-address": "no address of the web; write it in full, as https://example.org/feed.xml",
    "private-address": "{address} is an address of a private network; if it is yours, say allow_private = true",
    "redirects": "more than {count} redirects; look the address up in a browser and write the last one",
    "slow": "no whole answer within {seconds} seconds; try again later, or wait longer (seconds in the list)",
    "no-connection": "no answer ({why}); check the address and your network",
    "status": "the server answers {status}; {cure}",
    "content-type": "the server sends {kind} where {wanted} is wanted; check the address",
    "answer-too-big": "the answer is larger than {limit} bytes; check the address",
    "empty-archive": "the archive holds no file; leave it out",
    "bad-date": "published {why!r} is no ISO date; write it as 2023-06-19",
    "nothing-there": "the folder holds no file; name files or another folder",
    "stumbled": "the coder stumbled ({why}); send its makers the text, the other reports are coded",
    "grammar": "{why}",
}


class CannotCode(ValueError):
    """A document that cannot be coded; `problem` holds code and message."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class GrammarUnavailable(RuntimeError):
    """The model's files are missing or broken. The message names the file and the remedy."""


class WorkerDied(RuntimeError):
    """A process that shared the coding is no more; its reports are not coded."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process was killed, most likely for want of memory; run again with fewer --workers, parts written stay"
        )


class ClusterFault(RuntimeError):
    """A cluster that cannot be used, or no longer. The message names it and says what helps."""


def problem(code: str, where: str, **details: object) -> Problem:
    """The problem of a file or document: `where: what is wrong; the cure`."""
    return Problem(code=code, message=f"{where}: {CURES[code].format(**details)}")
