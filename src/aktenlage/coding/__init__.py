"""From a parsed report to who did or said what to whom, when, where, according to whom and how certain."""
