"""What can be asked in an address: the conditions of the record as query parameters, the same for pages and API.

Each parameter may be repeated or hold several values with semicolons between them, of which one must fit. Forms send
empty fields, which count as not asked.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator

Term = Annotated[str, StringConstraints(max_length=200)]
Terms = Annotated[list[Term], Field(max_length=20)]
Day = Annotated[str, StringConstraints(max_length=10)]
_REVIEW = "What people have said of it: open, judged or rejected; the last only if it is asked for."
_NAME = "a country code (three capitals) or part of a name"


class Question(BaseModel):
    """Conditions; `wanted()` gives those that were asked as the record takes them."""

    @field_validator("*", mode="before")
    @classmethod
    def _nothing_is_not_asked(cls, value: Any) -> Any:
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, list):
            return [part.strip() for whole in value for part in str(whole).split(";") if part.strip()]
        return value

    def wanted(self) -> dict[str, Any]:
        """Condition -> value."""
        asked = {name: value for name, value in self if value and name not in Paged.model_fields}
        if isinstance(asked.get("pair"), str):
            asked["pair"] = pair(asked["pair"])
        return asked


class Paged(BaseModel):
    """How much of it."""

    after: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        None, description="The key that the page before gives as `next`."
    )
    limit: int = Field(50, ge=1, le=200, description="At most so many.")
    sort: Literal["date", "-date", "first_seen", "-first_seen", "last_seen", "-last_seen"] = Field(
        "date", description="By which day; the newest first, with `-` the oldest."
    )

    @field_validator("sort", "limit", "after", mode="before")
    @classmethod
    def _nothing_is_as_always(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value == "" else value


class EventsAsked(Question):
    """Conditions for events."""

    actor: Terms = Field([], description=f"Who acts: {_NAME}.")
    recipient: Terms = Field([], description=f"To whom: {_NAME}.")
    pair: Annotated[str, StringConstraints(max_length=400)] | None = Field(
        None, description="Two parties in either direction: `USA,CHN`."
    )
    country: Terms = Field([], description="Country of any party, ISO 3166-1 alpha-3.")
    sector: Terms = Field([], description="Sector of any party: GOV, MIL, OPP, …")
    type: Terms = Field([], description="PLOVER type: CONSULT, ASSAULT, …")
    mode: Terms = Field([], description="PLOVER mode: visit, arrest, …")
    status: Terms = Field([], description="actual, planned, hypothetical, cancelled or denied.")
    certainty: Terms = Field([], description="certain, probable or possible.")
    source: Terms = Field([], description="An outlet, or somebody whom reports name as their source.")
    place: Terms = Field([], description=f"Where: {_NAME}.")
    since: Day | None = Field(None, description="First day, `2023-06-19`.")
    until: Day | None = Field(None, description="Last day, `2023-06-19`.")
    report: Terms = Field([], description="Told by the report of this id.")
    review: Terms = Field([], description=_REVIEW)

    @field_validator("pair")
    @classmethod
    def _is_a_pair(cls, value: str | None) -> str | None:
        if value is not None:
            pair(value)
        return value


class EventsPaged(EventsAsked, Paged):
    """A page of events."""


class StatementsPaged(Question, Paged):
    """Conditions for statements."""

    speaker: Terms = Field([], description=f"Who says it: {_NAME}.")
    addressee: Terms = Field([], description="To whom it is said.")
    relay: Terms = Field([], description="Who passes it on.")
    country: Terms = Field([], description="Country of a speaker, ISO 3166-1 alpha-3.")
    sector: Terms = Field([], description="Sector of a speaker: GOV, MIL, OPP, …")
    kind: Terms = Field([], description="direct, indirect, free-indirect or reported.")
    source: Terms = Field([], description="The outlet.")
    words: Term | None = Field(
        None, description='Words in what is said; `Export*` for a beginning, "…" for a phrase.'
    )
    since: Day | None = Field(None, description="Published from this day on.")
    until: Day | None = Field(None, description="Published up to this day.")
    report: Terms = Field([], description="In the report of this id.")
    review: Terms = Field([], description=_REVIEW)


class ReportsPaged(Question, Paged):
    """Conditions for reports."""

    source: Terms = Field([], description="The outlet.")
    language: Literal["de", "en"] | None = Field(None, description="de or en.")
    title: Term | None = Field(None, description="Part of the title or id.")
    since: Day | None = Field(None, description="Published from this day on.")
    until: Day | None = Field(None, description="Published up to this day.")


class RelationsAsked(EventsAsked):
    """Conditions for relations."""

    by: Literal["week", "month"] = Field("month", description="Length of a period.")

    def wanted(self) -> dict[str, Any]:
        """Conditions without the length of a period."""
        return {name: value for name, value in super().wanted().items() if name != "by"}


class AgendaAsked(EventsAsked):
    """Conditions for plans."""

    today: date | None = Field(None, description="The day to look from, if not this one.")
    limit: int = Field(100, ge=1, le=200, description="At most so many ahead, and as many overdue.")

    def wanted(self) -> dict[str, Any]:
        """Conditions without the day to look from."""
        return {name: value for name, value in super().wanted().items() if name not in ("today", "limit")}


class Chosen(BaseModel):
    """Mentions of an event that whoever corrects speaks of."""

    mention: Annotated[list[Annotated[int, Field(ge=0, le=10**15)]], Field(max_length=200)] = []


def pair(written: str) -> tuple[str, str]:
    """`USA,CHN` as two parties. Raises ValueError for another number."""
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if len(parts) != 2:
        raise ValueError("a pair is two parties with a comma between them: USA,CHN")
    return parts[0], parts[1]
