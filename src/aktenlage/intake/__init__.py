"""From bytes to documents. Nothing here knows what a sentence is."""

from aktenlage.intake.files import documents, read

__all__ = ["documents", "read"]
