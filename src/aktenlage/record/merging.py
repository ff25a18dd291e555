"""Which tellings are one event? Clusters that depend on what the record holds, and not on the order in which it came.

The clustering is defined from scratch: take the units (tellings, or what a hand has joined) in the order of their rank,
that is of publication; each joins the cluster whose tellings on average speak most for it, if they speak enough and one of them is
linked to it, or begins one of its own. `settle` keeps this up to date: a unit's place depends only on earlier units, so after a change the units
that may notice are decided again in their order, and the wave ends where nothing changes.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update

from aktenlage.record.edits import APART, TOGETHER, Hand
from aktenlage.record.likeness import ENOUGH, ON_AVERAGE, likeness, score
from aktenlage.record.models import LinkRow, MergeRow, TellingKeyRow, TellingRow
from aktenlage.record.tellings import LONG, Telling, keys

_DECODE = msgspec.json.Decoder(Telling).decode
_COLUMNS = (
    TellingRow.id, TellingRow.report, TellingRow.rank, TellingRow.day, TellingRow.unit, TellingRow.founder,
    TellingRow.event, TellingRow.told,
)  # fmt: skip
T = TypeVar("T")
# Of a large event so many tellings are asked, the earliest; what a hand has joined weighs like this.
MOST_ASKED, BY_HAND = 40, 5.0
# Values in one IN list.
PARCEL = 500


def _in(name: str) -> Any:
    """A parameter for a list."""
    return bindparam(name, expanding=True)


# Built once: putting a statement together costs more than running it.
_BY_ID = select(*_COLUMNS).where(TellingRow.id.in_(_in("ids")))
_BY_UNIT = select(*_COLUMNS).where(TellingRow.unit == bindparam("unit"))
_BY_FOUNDER = select(*_COLUMNS).where(TellingRow.founder.in_(_in("founders")))
_ALIKE = select(TellingKeyRow.key, TellingKeyRow.first, TellingKeyRow.last, TellingKeyRow.telling).where(
    TellingKeyRow.key.in_(_in("keys")),
    TellingKeyRow.reach == bindparam("reach"),
    TellingKeyRow.first.between(bindparam("earliest"), bindparam("last")),
    TellingKeyRow.last >= bindparam("first"),
)
_LINKS = select(LinkRow.one, LinkRow.other, LinkRow.score).where(LinkRow.one.in_(_in("ids")))
_MOVE = (
    update(TellingRow)
    .where(TellingRow.id == bindparam("telling"))
    .values(unit=bindparam("unit_"), founder=bindparam("founder_"), event=bindparam("event_"))
)


@dataclass(slots=True)
class Placed:
    """A telling as it lies in the record; `founder` and `event` are null until it has found its place."""

    id: int
    report: int
    rank: str
    day: int
    unit: int
    founder: int | None
    event: str | None
    told: Telling


@dataclass(slots=True)
class Unit:
    """Tellings that stay together whatever happens, in the order of rank; mostly one."""

    id: int
    tellings: list[Placed]

    @property
    def rank(self) -> str:
        return self.tellings[0].rank

    @property
    def day(self) -> int:
        return self.tellings[0].day

    @property
    def founder(self) -> int | None:
        return self.tellings[0].founder

    @property
    def ids(self) -> list[int]:
        return [t.id for t in self.tellings]


@dataclass
class Merging:
    """The clustering within one transaction; `hand` says what people have decided.

    Afterwards `touched` holds the founders of all clusters that lost or won somebody, `bereft` the events that did.
    """

    connection: Connection
    hand: Hand
    touched: set[int] = field(default_factory=set)
    bereft: set[str] = field(default_factory=set)
    _known: dict[int, Placed] = field(default_factory=dict)
    # What has been read, and what has changed since: the tellings of clusters, the links of tellings.
    _clusters: dict[int, dict[int, Placed]] = field(default_factory=dict)
    _linked: dict[int, dict[int, float]] = field(default_factory=dict)
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)
    # Tellings added in this transaction; nobody else knows of them.
    _fresh: set[int] = field(default_factory=set)
    _moved: set[int] = field(default_factory=set)
    _reasons: dict[int, dict[str, Any]] = field(default_factory=dict)

    def plant(self, new: Collection[Placed]) -> set[int]:
        """Takes in tellings that have just been written, with their keys, and links them to others like them."""
        rows = []
        alike = self._alike(new)
        planted: list[Placed] = []
        for telling in new:
            self._known[telling.id] = telling
            self._fresh.add(telling.id)
            links = self._linked[telling.id] = {}
            siblings = [other for other in planted if other.told.type == telling.told.type]
            for other in alike[telling.id] + siblings:
                points = self._score(telling, other)
                if points >= ENOUGH:
                    links[other.id] = points
                    if other.id in self._linked:
                        self._linked[other.id][telling.id] = points
                    rows.append({"one": telling.id, "other": other.id, "score": points})
                    rows.append({"one": other.id, "other": telling.id, "score": points})
            planted.append(telling)
        if rows:
            self.connection.execute(insert(LinkRow), rows)
        return {telling.id for telling in new}

    def uproot(self, tellings: Collection[int], forget: bool) -> set[int]:
        """Takes tellings out of their clusters (and with `forget` out of the record). Returns the units to decide again."""
        leaving = [t for unit in {t.unit for t in self.placed(tellings)} for t in self.unit(unit).tellings]
        founders = {t.founder for t in leaving if t.founder is not None}
        again = self._followers(founders, min((t.day for t in leaving), default=0))
        for telling in leaving:
            self._move(telling, None)
        if forget:
            gone = set(tellings)
            for telling in leaving:
                if telling.id not in gone:
                    # Its unit may go by the name of a telling that goes; `join_by_hand` puts it together again.
                    telling.unit = telling.id
                    self._moved.add(telling.id)
                    again.add(telling.id)
            self._moved -= gone
            self.flush()
            for parcel in parcels(list(gone)):
                self.connection.execute(delete(TellingRow).where(TellingRow.id.in_(parcel)))
            for id_ in gone:
                del self._known[id_]
                self._reasons.pop(id_, None)
            for read in (self._fresh, self._clusters, self._linked):
                read.clear()
            # Their numbers may be given again.
            self._scores = {pair: s for pair, s in self._scores.items() if gone.isdisjoint(pair)}
            again -= gone
        return again

    def join_by_hand(self) -> set[int]:
        """Makes units of what people have joined or parted. Returns the units to decide again."""
        ranks = {t.id: t.rank for t in self.placed(self.hand.by_telling)}
        wanted = self.hand.units(ranks)
        moved = {id_ for id_, unit in wanted.items() if self._known[id_].unit != unit}
        olds, news = {self._known[m].unit for m in moved}, {wanted[m] for m in moved}
        moved |= {id_ for id_, unit in wanted.items() if unit in news or self._known[id_].unit in olds}
        again = self.uproot(moved, forget=False)
        for id_ in moved:
            self._known[id_].unit = wanted[id_]
            self._moved.add(id_)
        self.flush()
        sizes = Counter(wanted.values())
        self.hand.joined = {unit for unit, size in sizes.items() if size > 1}
        # A decision weighs between any two of its tellings, whether or not their units have changed.
        return {telling.unit for telling in self.placed(again)} | set(wanted.values())

    def settle(self, units: Iterable[int]) -> None:
        """Decides the places of these units, and of all that must follow, in the order of rank."""
        waiting = [(unit.rank, unit.id) for unit in self._units(units)]
        heapq.heapify(waiting)
        queued = {id_ for _, id_ in waiting}
        self._read_ahead(queued)
        while waiting:
            _, id_ = heapq.heappop(waiting)
            unit = self.unit(id_)
            before = unit.founder
            after, joined = self._decide(unit)
            self._explain(unit, joined)
            if before == after:
                continue
            followers = self._followers({f for f in (before, after, id_) if f is not None}, unit.day)
            for telling in unit.tellings:
                self._move(telling, after)
            followers |= self._followers({after}, unit.day)
            for other in self._units(followers - queued):
                if other.rank > unit.rank:
                    queued.add(other.id)
                    heapq.heappush(waiting, (other.rank, other.id))
        self._write_reasons()

    def placed(self, ids: Iterable[int]) -> list[Placed]:
        """The tellings of these ids."""
        wanted = list(ids)
        for parcel in parcels([id_ for id_ in wanted if id_ not in self._known]):
            self._take(_BY_ID, ids=parcel)
        return [self._known[id_] for id_ in wanted]

    def unit(self, id_: int) -> Unit:
        """The unit with this id."""
        if id_ not in self.hand.joined:
            return Unit(id_, self.placed([id_]))
        return Unit(id_, sorted(self._take(_BY_UNIT, unit=id_), key=lambda t: t.rank))

    def members(self, founders: Collection[int]) -> dict[int, list[Placed]]:
        """The tellings of clusters in the order of rank; clusters without any are left out."""
        self._read_clusters(founders)
        found = {founder: list(self._clusters[founder].values()) for founder in sorted(founders)}
        return {
            founder: sorted(tellings, key=lambda t: t.rank) for founder, tellings in found.items() if tellings
        }

    def assign(self, telling: Placed, event: str) -> None:
        """Puts a telling under an event."""
        if telling.event != event:
            telling.event = event
            self._moved.add(telling.id)

    def flush(self) -> None:
        """Writes down where tellings have moved."""
        if self._moved:
            moved = [self._known[id_] for id_ in sorted(self._moved)]
            rows = [
                {"telling": t.id, "unit_": t.unit, "founder_": t.founder, "event_": t.event} for t in moved
            ]
            self.connection.execute(_MOVE, rows)
            self._moved.clear()

    def _decide(self, unit: Unit) -> tuple[int, tuple[int, int] | None]:
        """The founder of the cluster that a unit belongs to, and the link (its telling, the other) that speaks most for it."""
        best: dict[int, tuple[float, int, int]] = {}
        links = [
            (mine, other, points)
            for mine, found in self._links(unit.ids).items()
            for other, points in found.items()
        ]
        others = {t.id: t for t in self.placed(other for _, other, _ in links)}
        for mine, other, points in sorted(links, key=lambda link: (-link[2], others[link[1]].rank)):
            near = others[other]
            if near.unit != unit.id and near.founder is not None and self._rank(near.unit) < unit.rank:
                best.setdefault(near.founder, (points, mine, other))
        clusters = self.members(best.keys()) if best else {}
        found: list[tuple[float, str, int]] = []
        for founder in best:
            earlier = [t for t in clusters[founder] if self._rank(t.unit) < unit.rank]
            agreed = self._agreement(unit.tellings, earlier[:MOST_ASKED])
            if agreed is not None and agreed >= ON_AVERAGE:
                found.append((-agreed, self._rank(founder), founder))
        if not found:
            return unit.id, None
        *_, founder = min(found)
        return founder, best[founder][1:]

    def _agreement(self, some: list[Placed], others: list[Placed]) -> float | None:
        """How much the tellings of a unit and of a cluster speak on average for one happening; None if a hand parts them."""
        total = 0.0
        for one in some:
            for other in others:
                said = self.hand.between(one.id, other.id)
                if said == APART:
                    return None
                total += BY_HAND if said == TOGETHER else self._score(one, other)
        return total / (len(some) * len(others))

    def _score(self, one: Placed, other: Placed) -> float:
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in self._scores:
            self._scores[pair] = score(one.told, other.told, one.report == other.report)
        return self._scores[pair]

    def _rank(self, unit: int) -> str:
        return self.placed([unit])[0].rank

    def _alike(self, new: Collection[Placed]) -> dict[int, list[Placed]]:
        """For each telling those of other reports, of the same type with a party in common, at about the same time."""
        wanted = {telling.id: keys(telling.told) for telling in new}
        found: dict[int, dict[int, None]] = {id_: {} for id_ in wanted}
        for reach in {key.reach for key in wanted.values()}:
            asking = {id_: ask for id_, ask in wanted.items() if ask.reach == reach and ask.asked}
            asked = sorted({key for ask in asking.values() for key in ask.asked})
            for parcel in parcels(asked):
                rows = self.connection.execute(
                    _ALIKE,
                    {
                        "keys": parcel,
                        "reach": reach,
                        "earliest": min(ask.first for ask in asking.values()) - (reach or LONG),
                        "first": min(ask.first for ask in asking.values()),
                        "last": max(ask.last for ask in asking.values()),
                    },
                )
                for key, first, last, other in rows:
                    for id_, ask in asking.items():
                        if key in ask.asked and first <= ask.last and last >= ask.first:
                            found[id_][other] = None
        self.placed({other for others in found.values() for other in others} - wanted.keys())
        return {
            id_: self.placed(other for other in others if other not in wanted)
            for id_, others in found.items()
        }

    def _followers(self, founders: Collection[int], since: int) -> set[int]:
        """Units published on a day or later that are linked to the tellings of clusters, or are among them."""
        members = [t for tellings in self.members(founders).values() for t in tellings]
        linked = {id_ for links in self._links([t.id for t in members]).values() for id_ in links}
        return {t.unit for t in (*members, *self.placed(linked)) if t.day >= since}

    def _links(self, ids: Collection[int]) -> dict[int, dict[int, float]]:
        """Other telling -> score of all links of each of these tellings."""
        for parcel in parcels([id_ for id_ in ids if id_ not in self._linked]):
            self._linked.update({id_: {} for id_ in parcel})
            for one, other, points in self.connection.execute(_LINKS, {"ids": parcel}):
                self._linked[one][other] = points
        return {id_: self._linked[id_] for id_ in ids}

    def _read_clusters(self, founders: Collection[int]) -> None:
        """Reads clusters that have not been read; a cluster of a telling that nobody else knows is begun here."""
        unread = {f for f in founders if f not in self._clusters}
        if not unread:
            return
        self._clusters.update({founder: {} for founder in unread})
        read = [self._known[id_] for id_ in self._moved]
        for parcel in parcels(sorted(unread - self._fresh)):
            read += self._take(_BY_FOUNDER, founders=parcel)
        for telling in read:
            if telling.founder in unread:
                self._clusters[telling.founder][telling.id] = telling

    def _read_ahead(self, units: Collection[int]) -> None:
        """Reads at once what deciding on these units will ask for."""
        linked = {id_ for links in self._links(units).values() for id_ in links}
        self._read_clusters({t.founder for t in self.placed(linked) if t.founder is not None})

    def _units(self, ids: Iterable[int]) -> list[Unit]:
        wanted = set(ids)
        self.placed(wanted - self.hand.joined)
        return [self.unit(id_) for id_ in wanted]

    def _move(self, telling: Placed, founder: int | None) -> None:
        if telling.founder == founder:
            return
        self.touched |= {f for f in (telling.founder, founder) if f is not None}
        if telling.event is not None:
            self.bereft.add(telling.event)
        for cluster in (self._clusters.get(f) for f in (telling.founder, founder) if f is not None):
            if cluster is not None:
                cluster.pop(telling.id, None)
        telling.founder = founder
        if founder in self._clusters:
            self._clusters[founder][telling.id] = telling
        self._moved.add(telling.id)

    def _explain(self, unit: Unit, joined: tuple[int, int] | None) -> None:
        """Notes why a unit is where it is."""
        first, *rest = unit.tellings
        found: dict[int, tuple[int, float, str]] = {t.id: (first.id, 0.0, "by hand") for t in rest}
        if joined is not None:
            mine, other = self.placed(joined)
            if mine is not first:
                found[first.id] = (mine.id, 0.0, "by hand")
            like = likeness(mine.told, other.told, mine.report == other.report)
            found[mine.id] = (other.id, like.score, like.reason)
        for id_ in unit.ids:
            self._reasons[id_] = {}
        for id_, (like_id, points, reason) in found.items():
            self._reasons[id_] = {"telling": id_, "joined": like_id, "score": points, "reason": reason}

    def _write_reasons(self) -> None:
        old = [id_ for id_ in self._reasons if id_ not in self._fresh]
        for parcel in parcels(old):
            self.connection.execute(delete(MergeRow).where(MergeRow.telling.in_(parcel)))
        rows = [row for row in self._reasons.values() if row]
        if rows:
            self.connection.execute(insert(MergeRow), rows)
        self._reasons.clear()

    def _take(self, query: Executable, **values: Any) -> list[Placed]:
        """Reads tellings; what is known already stays the same object."""
        found = []
        for id_, report, rank, day, unit, founder, event, told in self.connection.execute(query, values):
            placed = self._known.get(id_)
            if placed is None:
                placed = Placed(id_, report, rank, day, unit, founder, event, _DECODE(told))
                self._known[id_] = placed
            found.append(placed)
        return found


def parcels(ids: list[T]) -> Iterator[list[T]]:
    """A list in pieces short enough for one query."""
    for start in range(0, len(ids), PARCEL):
        yield ids[start : start + PARCEL]
