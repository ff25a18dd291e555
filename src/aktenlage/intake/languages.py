"""Language tags, and whether to believe them."""

from __future__ import annotations

import re

# ISO 639-2 and names that files use where BCP 47 wants `de` and `en`.
OTHER_TAGS = {
    "deu": "de", "ger": "de", "german": "de", "deutsch": "de", "eng": "en", "english": "en", "englisch": "en",
}  # fmt: skip
LOOKED_AT = 20_000  # characters
ENOUGH = 120  # characters from which on the text itself is surer than a template


def tag(declared: str | None) -> str | None:
    """The primary language of a BCP 47 tag or name: `de-AT` -> `de`; None when nothing is declared."""
    primary = re.split(r"[-_.;,\s]", (declared or "").strip().lower())[0]
    return OTHER_TAGS.get(primary, primary) or None


def believed(declared: str | None, text: str) -> str | None:
    """The language a web page or feed declares, None where its text is clearly in another one.

    Templates and content systems declare English for German pages more often than one would think.
    """
    claim = tag(declared)
    if claim is None or len(text) < ENOUGH:
        return claim
    import eldc  # the detector that the grammar uses; the grammar itself would load its model's runtime

    eldc.init()
    found = eldc.detect_details(text[:LOOKED_AT])
    return None if found.reliable and found.language != claim else claim
