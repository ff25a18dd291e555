"""Run by test_durable.py in a process of its own: adds reports to a record and says which are in.

python adder.py URL FIRST LAST STEP
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from making import country, report, tell

from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document

CODES = ("CHN", "USA", "DEU", "FRA", "NAM")


def made(number: int) -> tuple[CodedDocument, Document]:
    """Report `number` of the test: two events, of which others tell too."""
    one, other = country(CODES[number % 5]), country(CODES[(number // 5) % 4 - 5])
    day = (date(2023, 1, 1) + timedelta(days=number)).isoformat()
    first = f"Report {number}: they met in Windhoek. "
    second = f"They accused each other of breaking promise {number % 7}."
    met = tell(first, trigger="met", actors=[one, other], date=day, place="Windhoek")
    accused = tell(second, "ACCUSE", trigger="accused", at=len(first), actors=[one], recipients=[other])
    return report(f"r{number}", first + second, [met], [accused], published=day)


def main(url: str, first: int, last: int, step: int) -> None:
    """Adds every STEPth report and prints its number once it is committed."""
    with Record(url) as record:
        for number in range(first, last, step):
            record.add(*made(number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
