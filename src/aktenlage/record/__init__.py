"""The record: everything read goes in once, stays, can be asked, corrected and taken out."""

from aktenlage.record.adding import Outcome
from aktenlage.record.faults import RecordFault
from aktenlage.record.frames import Answers
from aktenlage.record.store import DEFAULT, Record

__all__ = ["DEFAULT", "Answers", "Outcome", "Record", "RecordFault"]
