"""The commands `chart`: pictures of a record as SVG or PNG for a paper, or their data as CSV."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aktenlage.cli_record import (
    DEFAULT,
    Actor,
    Country,
    Database,
    Period,
    Recipient,
    Since,
    Status,
    Type,
    Until,
)

if TYPE_CHECKING:
    from aktenlage.charts import Picture
    from aktenlage.record import Record

chart = typer.Typer(
    help="Pictures of the record: a pair of countries over time, a matrix, a network, a map.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Out = Annotated[
    Path, typer.Option(help="File to write; its ending, .svg, .png or .csv (the data), says how.")
]


@chart.command()
def pair(
    who: Annotated[str, typer.Argument(help="Two countries: USA,CHN.")],
    out: Out,
    db: Database = DEFAULT,
    by: Annotated[Period, typer.Option(help="Length of a period.")] = Period.month,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw how two countries deal with each other over time; prints what it shows in words.

    Example: aktenlage chart pair USA,CHN --by week --out usa-chn.svg
    """
    two = [part.strip() for part in who.split(",") if part.strip()]
    if len(two) != 2:
        raise typer.BadParameter("two countries with a comma between them: USA,CHN", param_hint="WHO")

    def drawn(record: Record) -> Picture:
        from aktenlage import charts

        found = record.relations(pair=(two[0], two[1]), by=by.value, since=since, until=until)
        return charts.pair(found, (two[0], two[1]))

    _draw(db, drawn, out)


@chart.command()
def matrix(
    out: Out,
    db: Database = DEFAULT,
    country: Country = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw who deals with whom: mean conflict-cooperation score and number of events; prints the largest in words.

    Example: aktenlage chart matrix --since 2023-01-01 --out matrix.png
    """

    def drawn(record: Record) -> Picture:
        from aktenlage import charts

        return charts.matrix(record.relations(country=country, since=since, until=until))

    _draw(db, drawn, out)


@chart.command()
def network(
    out: Out,
    db: Database = DEFAULT,
    country: Country = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw countries with lines between them, as wide as there are events and coloured by score; prints the widest in words.

    Example: aktenlage chart network --country DEU --out network.svg
    """

    def drawn(record: Record) -> Picture:
        from aktenlage import charts

        return charts.network(record.sums(country=country, since=since, until=until))

    _draw(db, drawn, out)


@chart.command(name="map")
def places(
    out: Out,
    db: Database = DEFAULT,
    actor: Actor = None,
    recipient: Recipient = None,
    country: Country = None,
    type: Type = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw where events happened; prints the places with most of them.

    Example: aktenlage chart map --type ASSAULT --out map.svg
    """
    wanted: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "country": country, "type": type, "status": status, "since": since, "until": until,
    }  # fmt: skip

    def drawn(record: Record) -> Picture:
        from aktenlage import charts

        return charts.places(record.places(**wanted))

    _draw(db, drawn, out)


def _draw(db: str, drawn: Callable[[Record], Picture], out: Path) -> None:
    from aktenlage.record import Record, RecordFault

    if out.suffix.lower() not in (".svg", ".png", ".csv"):
        raise typer.BadParameter("name a file that ends in .svg, .png or .csv", param_hint="--out")
    try:
        with Record(db, create=False) as record:
            picture = drawn(record)
    except RecordFault as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(2) from None
    except ModuleNotFoundError as error:
        if error.name not in ("altair", "vl_convert"):
            raise
        print(f"charts need {error.name}: pip install 'aktenlage[charts]'", file=sys.stderr)
        raise typer.Exit(2) from None
    picture.write(out)
    print(picture.alternative)
