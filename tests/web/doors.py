"""How a test gets in to correct."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

TOKEN = "a-token-of-the-test"


def enter(editor: TestClient) -> str:
    """Shows the token; returns what each form repeats."""
    answer = editor.post("/edit", data={"token": TOKEN, "author": "kb"})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
    found = re.search(r'name="form" value="([\w-]+)"', editor.get("/edit").text)
    assert found is not None
    return found[1]
