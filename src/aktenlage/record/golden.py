"""What people have judged, as gold: with it a team measures the coder on its own material (`aktenlage evaluate`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from aktenlage.gold import GoldMention, GoldStatement
from aktenlage.record import reading
from aktenlage.record.models import MentionRow, ReportRow, StatementRow
from aktenlage.record.named import written
from aktenlage.record.verdicts import is_rejected
from aktenlage.shapes import RecordedMention, RecordedStatement

# Fields that stand there only if they say something.
SELDOM = ("alt_type", "alt_status", "alt_roles", "alt_speaker", "wrong")


class Gold(msgspec.Struct):
    """Gold mentions and statements, and the day of publication of each report by its document id.

    What nobody has looked at in a report that somebody did look at is not core: it counts neither way. What was rejected
    is `wrong`.
    """

    mentions: list[GoldMention]
    statements: list[GoldStatement]
    published: dict[str, str]

    def write(self, folder: Path) -> None:
        """Writes `events.jsonl`, `statements.jsonl` and `reports.toml`, as `examples/gold/README.md` describes them."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files().items():
            (folder / name).write_text(content, encoding="utf-8")

    def files(self) -> dict[str, str]:
        """Name -> content of the files."""
        days = (f"{json.dumps(id_)} = {json.dumps(day)}\n" for id_, day in sorted(self.published.items()))
        return {
            "events.jsonl": _lines(self.mentions),
            "statements.jsonl": _lines(self.statements),
            "reports.toml": "".join(days),
        }


def gold(connection: Connection) -> Gold:
    """The gold of all reports of which people have judged a mention or statement."""
    current = ReportRow.superseded_by.is_(None)
    events = select(MentionRow.report).where(MentionRow.review.is_not(None))
    mentions = [
        _mention(mention)
        for _, mention in reading.mentions(connection, MentionRow.report.in_(events) & current)
    ]
    said = select(StatementRow.report).where(StatementRow.review.is_not(None))
    ids = connection.execute(
        select(StatementRow.id)
        .join(ReportRow, ReportRow.id == StatementRow.report)
        .where(StatementRow.report.in_(said), current)
        .order_by(StatementRow.report, StatementRow.start, StatementRow.id)
    ).scalars()
    statements = [_statement(statement) for statement in reading.statements(connection, list(ids))]
    days = select(ReportRow.document, ReportRow.published).where(
        ReportRow.id.in_(events) | ReportRow.id.in_(said), current, ReportRow.published.is_not(None)
    )
    published = {row.document: str(row.published) for row in connection.execute(days)}
    return Gold(mentions, statements, published)


def _mention(mention: RecordedMention) -> GoldMention:
    return GoldMention(
        doc=mention.report, trigger=mention.trigger.text, start=mention.trigger.start, type=mention.type,
        mode=mention.mode, actors=[*map(written, mention.actors)], recipients=[*map(written, mention.recipients)],
        status=mention.status, certainty=mention.certainty, date=mention.date,
        place=mention.place.name if mention.place else None, sources=[*map(written, mention.sources)],
        core=mention.review is not None and not is_rejected(mention), wrong=is_rejected(mention),
    )  # fmt: skip


def _statement(said: RecordedStatement) -> GoldStatement:
    return GoldStatement(
        doc=said.report, start=said.start, end=said.end, text=said.text, kind=said.kind,
        speaker=written(said.speaker) if said.speaker else None, relay=written(said.relay) if said.relay else None,
        cue=said.cue.text if said.cue else None, core=said.review is not None and not is_rejected(said),
        wrong=is_rejected(said),
    )  # fmt: skip


def _lines(rows: Iterable[GoldMention | GoldStatement]) -> str:
    return "".join(f"{_line(msgspec.to_builtins(row))}\n" for row in rows)


def _line(row: dict[str, object]) -> str:
    told = {key: value for key, value in row.items() if key not in SELDOM or value}
    line = json.dumps(told, ensure_ascii=False)
    # Some characters end a line for those who read it; they are escaped.
    return line if line.isprintable() else json.dumps(told)
