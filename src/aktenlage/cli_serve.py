"""The command `serve`: the record as pages and JSON API."""

from __future__ import annotations

import ipaddress
import secrets
import sys
from typing import Annotated

import typer

from aktenlage.cli_record import DEFAULT, Database

# A page is made in a moment; whoever has waited longer than this in the queue has gone.
AT_ONCE, KEEP_ALIVE = 64, 15


def serve(
    db: Database = DEFAULT,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen at; anything but this machine lets others read the record.")
    ] = "127.0.0.1",
    edit: Annotated[
        bool,
        typer.Option(
            "--edit", help="Let whoever shows the token that is printed judge, merge, split and undo."
        ),
    ] = False,
) -> None:
    """Open the record as pages and JSON API, for reading, on this machine alone unless told otherwise. Ends with Ctrl-C.

    Example: aktenlage serve --db sqlite:///akte.db --port 8000
    """
    try:
        import uvicorn

        from aktenlage.web.app import application
        from aktenlage.web.guard import LOOPBACK
    except ModuleNotFoundError as error:
        if error.name not in (
            "uvicorn",
            "fastapi",
            "starlette",
            "jinja2",
            "pydantic",
            "altair",
            "vl_convert",
        ):
            raise
        print(f"the page needs {error.name}: pip install 'aktenlage[web]'", file=sys.stderr)
        raise typer.Exit(2) from None
    from aktenlage.record import Record, RecordFault

    alone = host == "localhost" or _is_loopback(host)
    shown = f"[{host}]" if ":" in host else host
    try:
        with Record(db, create=False) as record:
            token = secrets.token_urlsafe(18) if edit else None
            app = application(record, LOOPBACK | {shown} if alone else None, token)
            who = "this machine alone" if alone else "EVERYBODY who reaches this machine can read the record"
            print(f"http://{shown}:{port}/ ({who}); end with Ctrl-C", file=sys.stderr)
            if token is not None:
                print(f"to correct: http://{shown}:{port}/edit with the token {token}", file=sys.stderr)
            uvicorn.run(
                app, host=host, port=port, log_level="warning", server_header=False,
                limit_concurrency=AT_ONCE, timeout_keep_alive=KEEP_ALIVE,
            )  # fmt: skip
    except RecordFault as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(2) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
