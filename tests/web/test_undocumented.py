"""Whatever the API is asked, it answers as OpenAPI says, and no server error: schemathesis asks, with and without the token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")
import schemathesis
from doors import TOKEN
from filed import made
from hypothesis import HealthCheck, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as described_checks

from aktenlage.record import Record
from aktenlage.web.app import application

CHECKS = [
    checks.not_a_server_error,
    described_checks.status_code_conformance,
    described_checks.content_type_conformance,
    described_checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API on a record that may be written."""
    folder: Path = tmp_path_factory.mktemp("described")
    with Record(f"sqlite:///{folder / 'akte.db'}") as record:
        record.add_many(made())
        app = application(record, None, TOKEN)
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


def operations(schema: Any, shown: dict[str, str], examples: int, path: str = "") -> int:
    """Asks every operation under a path so often, and looks at each answer. Returns how many operations there are."""
    found = [result.ok() for result in schema.get_all_operations()]
    wanted = [operation for operation in found if path in operation.path]
    for operation in wanted:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        def asked(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers=shown)

        asked()
    return len(wanted)


def test_every_answer_is_described(described: Any) -> None:
    assert operations(described, {}, 15) == 11


def test_every_answer_to_whoever_may_write_is_described(described: Any) -> None:
    assert operations(described, {"Authorization": f"Bearer {TOKEN}"}, 25, "/edits") == 3
