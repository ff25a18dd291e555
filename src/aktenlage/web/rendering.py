"""Pages from templates: everything from the record is escaped text, addresses are quoted, nothing is cut silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from aktenlage.coding import plover
from aktenlage.exports.cells import whole
from aktenlage.folding import words
from aktenlage.record import asking
from aktenlage.record.edits import Edit
from aktenlage.record.named import written
from aktenlage.shapes import DocumentInfo, Entity, RecordedMention
from aktenlage.tables import name
from aktenlage.web.sessions import Sessions
from aktenlage.world.lookup import country_name

# Split here, a sentence falls into words and what stands between them.
_WORD = re.compile(r"(\w+)")
SECTIONS = {
    "/": "Today", "/events": "Events", "/statements": "Statements", "/reports": "Reports",
    "/relations": "Relations", "/agenda": "Agenda",
}  # fmt: skip


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page of `pages/`."""
    sessions: Sessions | None = request.app.state.sessions
    text = _PAGES.get_template(template).render(
        editable=sessions is not None,
        editor=sessions.of(request) if sessions else None,
        path=request.url.path,
        asked=_asked(request),
        query=lambda **changes: query(request, **changes),
        **told,
    )
    # What cannot be written as UTF-8 stands in reports too; it is shown as the character that says so.
    return HTMLResponse(text.encode("utf-8", "replace"), status, {"Cache-Control": "private, no-cache"})


def query(request: Request, **changes: Any) -> str:
    """The question of the address, empty fields left out, with some parameters changed or (None) taken away."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if value and key not in changes]
    kept += [(key, str(value)) for key, value in changes.items() if value is not None]
    return "?" + urlencode(kept, errors="replace") if kept else "?"


def report_path(id_: str, source: str | None = None) -> str:
    """The address of a report."""
    told = f"?{urlencode({'source': source}, errors='replace')}" if source else ""
    return f"/reports/{_quoted(id_)}{told}"


def explained_path(id_: str, source: str | None = None) -> str:
    """The address of why a report is coded so."""
    return report_path(id_, source).replace("/reports/", "/explained/", 1)


def event_path(id_: str) -> str:
    """The address of an event."""
    return f"/events/{_quoted(id_)}"


def _quoted(id_: str) -> str:
    return quote(id_, safe="", errors="replace")


def _asked(request: Request) -> dict[str, str]:
    """Parameter -> its values as a form field shows them."""
    values: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        if value:
            values.setdefault(key, []).append(value)
    return {key: "; ".join(all_) for key, all_ in values.items()}


def _names(entities: Iterable[Entity]) -> str:
    return "; ".join(map(name, entities))


def _chain(entities: Iterable[Entity]) -> str:
    return " → ".join(map(name, entities))


def _around(mention: RecordedMention) -> tuple[str, str, str]:
    """The sentence before the trigger, the trigger, the sentence after it."""
    first, last = mention.trigger.start - mention.start, mention.trigger.end - mention.start
    return mention.quote[:first], mention.quote[first:last], mention.quote[last:]


def _web(info: DocumentInfo) -> str | None:
    """The address of the report in the web, if it is one: `javascript:` is none."""
    return info.url if info.url and info.url.startswith(("https://", "http://")) else None


def _short(text: str, most: int = 280) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _hits(said: str, query: str) -> Iterator[tuple[str, bool]]:
    """The words of a sentence and what stands between them, each with whether it is one that was looked for."""
    found = asking.terms_of(query)
    wanted = {word for term in found for word in term if not word.endswith("*")}
    beginnings = tuple(word[:-1] for term in found for word in term if word.endswith("*"))
    for part in _WORD.split(said):
        folded = words(part)
        yield part, any(word in wanted or (beginnings and word.startswith(beginnings)) for word in folded)


def _score(score: float | None) -> str:
    """The class that colours a score: `n5` (worst conflict) to `p5` (best cooperation)."""
    step = 0 if score is None else max(-5, min(5, round(score / 2)))
    return f"{'n' if step < 0 else 'p'}{abs(step)}"


def _plain(text: str) -> str:
    """A statement's words on one line; the parts of a split quotation with an ellipsis between them."""
    return " … ".join(" ".join(part.split()) for part in text.split("\x00"))


def _as_said(value: Any) -> str:
    """A value that the coder gave, as plain data, for people."""
    if isinstance(value, list):
        return "; ".join(map(_as_said, value)) or "nobody"
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return str(value) if value is not None else "none"


def _decided(edit: Edit) -> str:
    """What an edit does, and to which fields: `change date, place`."""
    return f"{edit.action} {', '.join(edit.changes)}".strip()


def _pages() -> Environment:
    found = Environment(
        loader=PackageLoader("aktenlage.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: whole(value) if type(value) is str else "" if value is None else value,
    )
    found.filters |= {
        "named": name, "names": _names, "chain": _chain, "around": _around, "web": _web, "short": _short,
        "score": _score, "country": country_name, "said": _plain, "as_said": _as_said, "hits": _hits, "decided": _decided, "written": written, "path": _quoted, "quad": plover.QUAD_OF.get,
    }  # fmt: skip
    found.globals |= {
        "sections": SECTIONS, "report_path": report_path, "event_path": event_path, "explained_path": explained_path, "plover": plover,
        "urlencode": urlencode,
    }  # fmt: skip
    return found


_PAGES = _pages()
