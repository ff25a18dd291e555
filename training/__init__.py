"""Training of the grammar model: what builds `aktenlage/grammar/weights/` (not needed to run the package)."""
