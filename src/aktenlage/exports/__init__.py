"""The record in the formats of others: events for analysts, the agenda for calendars, reports for annotators.

`write` takes events with the reports they rest on, `write_coded` whole reports as `code` gives them.
"""

from __future__ import annotations

from aktenlage.exports.formats import FORMATS, Format, write, write_coded
from aktenlage.exports.told import Coded, Report, Told, told

__all__ = ["FORMATS", "Coded", "Format", "Report", "Told", "told", "write", "write_coded"]
