"""A situation: actors, issues and positions of one negotiation on one day, as one small file with a hash."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final, Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from westphalia.errors import nearest
from westphalia.scenario.levers.base import Day, Misplaced, place
from westphalia.situation.estimate import LARGEST, Estimate, Part, Sourced
from westphalia.situation.issue import Consequences, Issue, Name
from westphalia.situation.values import End, Fixed, Levels, Line, Prose

SITUATION_VERSION: Final = "1"


class Actor(Part):
    """Somebody who takes part: what it can bring to bear, and what no agreement would be to it."""

    name: Name = Field(description="handle by which positions name it")
    title: Line = Field(description="the actor in words")
    country: str | None = Field(default=None, description="country or group it is, by code; for economic consequences")
    capability: Estimate = Field(description="what it can bring to bear on this negotiation; only ratios count")
    veto: bool = Field(default=False, description="whether there is no agreement without it")
    votes: float = Field(default=0.0, ge=0, le=LARGEST, description="its votes, where agreement needs a quota of them")
    no_deal: Estimate = Field(
        description="utility of no agreement, from -1 (nothing it wants) to 0 (all it wants on every issue)"
    )

    @field_validator("country")
    @classmethod
    def _country_is_known(cls, code: str | None) -> str | None:
        if code is not None:
            place(code)
        return code

    @model_validator(mode="after")
    def _values_hold(self) -> "Actor":
        if not self.capability.low > 0:
            raise Misplaced(("capability", "low"), f"{self.capability.low:g} is not above 0. Leave the actor out")
        self.capability.can_be_drawn("capability")
        for field in ("low", "high"):
            value = getattr(self.no_deal, field)
            if not -1 <= value <= 0:
                raise Misplaced(("no_deal", field), f"{value:g} is no utility. Expected -1 (worst) to 0 (best)")
        return self


class Refusal(Sourced):
    """Levels an actor has said in public that it will not accept: taken at its word, no deal has them."""

    levels: tuple[str, ...] = Field(min_length=1, description="levels of the issue that it rules out")


class Position(Estimate):
    """Where an actor stood on an issue on a day, and how much the issue matters to it."""

    actor: str = Field(description="name of the actor")
    issue: str = Field(description="name of the issue")
    date: Day = Field(description="day on which it was said, or as of which it is coded")
    salience: Estimate = Field(
        description="how much the issue matters to the actor, on one scale for everybody; only ratios count"
    )
    rules_out: Refusal | None = Field(default=None, description="levels it has said in public it will not accept")

    @model_validator(mode="after")
    def _salience_holds(self) -> "Position":
        if self.salience.low < 0 or (self.salience.low == 0 < self.salience.high):
            raise Misplaced(
                ("salience", "low"),
                f"{self.salience.low:g} does not fit. Expected a number above 0, or 0 in all three",
            )
        if self.salience.high > 0:
            self.salience.can_be_drawn("salience")
        return self


class Condition(Part):
    """A link between issues: where one is settled so, another has to be settled so."""

    when: End = Field(description="issue and its levels")
    needs: End = Field(description="other issue and levels it needs")
    why: Prose = Field(description="why the one does not go without the other")


class Text(Sourced):
    """A text on the table: the level it has on each issue."""

    title: Line = Field(description="the text in words")
    date: Day = Field(description="day of the text")
    levels: Levels = Field(description="level by issue; every issue has one")


class Situation(Part):
    """Actors, issues and positions of one negotiation, as known on one day."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: Line = Field(description="the negotiation in a line")
    date: Day = Field(description="day as of which it is coded; no position may be later")
    reference: Prose | None = Field(default=None, description="what it was coded from")
    author: Prose | None = Field(default=None, description="who coded it")
    not_modelled: tuple[Prose, ...] = Field(default=(), description="what matters and is left out")
    loss: Literal["linear", "quadratic"] = Field(default="linear", description="how utility falls with distance")
    actors: tuple[Actor, ...] = Field(min_length=2, description="who takes part")
    issues: tuple[Issue, ...] = Field(min_length=1, description="what is negotiated about")
    positions: tuple[Position, ...] = Field(min_length=1, description="who stood where when; the latest counts")
    conditions: tuple[Condition, ...] = Field(default=(), description="links between issues")
    quota: float = Field(
        default=0.0, ge=0, allow_inf_nan=False, description="votes an agreement needs beside every veto; 0 for none"
    )
    texts: tuple[Text, ...] = Field(default=(), description="texts on the table")
    consequences: Consequences = Field(default=Consequences(), description="what levers of levels are set against")
    seed: int = Field(default=0, ge=0, description="seed of draws")

    @model_validator(mode="after")
    def _names_hold(self) -> "Situation":
        for field, named in (("actors", self.actor_names), ("issues", self.issue_names)):
            for k, name in enumerate(named):
                if name in named[:k]:
                    raise Misplaced((field, k, "name"), f"{name} stands twice. Give each a name of its own")
        return self

    @model_validator(mode="after")
    def _positions_hold(self) -> "Situation":
        seen = set()
        for k, one in enumerate(self.positions):
            _known(("positions", k, "actor"), one.actor, self.actor_names, "actor")
            _known(("positions", k, "issue"), one.issue, self.issue_names, "issue")
            issue = self.issue(one.issue)
            for field in ("low", "mode", "high"):
                issue.on_scale(("positions", k, field), getattr(one, field))
            for level in () if one.rules_out is None else one.rules_out.levels:
                self._has_level(("positions", k, "rules_out", "levels"), one.issue, level)
            if one.date > self.date:
                raise Misplaced(("positions", k, "date"), f"{one.date} is after {self.date}, the day it is coded as of")
            if (one.actor, one.issue, one.date) in seen:
                raise Misplaced(("positions", k), f"{one.actor} on {one.issue} on {one.date} stands twice. Keep one")
            seen.add((one.actor, one.issue, one.date))
        return self

    @model_validator(mode="after")
    def _everybody_takes_part(self) -> "Situation":
        for k, actor in enumerate(self.actors):
            held = [self.held[actor.name, issue] for issue in self.issue_names if (actor.name, issue) in self.held]
            if not any(one.salience.mode > 0 for one in held):
                raise Misplaced(
                    ("actors", k),
                    f"{actor.name} has salience on no issue. Give it a position that matters to it, or leave it out",
                )
            absent = [issue for issue in self.issue_names if (actor.name, issue) not in self.held]
            if actor.veto and absent:
                raise Misplaced(
                    ("actors", k),
                    f"{actor.name} has a veto and no position on {', '.join(absent)}. Add one, with salience 0 where "
                    "the issue is nothing to it, or take the veto away",
                )
        for k, issue in enumerate(self.issues):
            if not any(name == issue.name and one.salience.mode > 0 for (_, name), one in self.held.items()):
                raise Misplaced(("issues", k), f"nobody has salience on {issue.name}. Add a position, or leave it out")
        return self

    @model_validator(mode="after")
    def _agreement_is_defined(self) -> "Situation":
        votes = sum(actor.votes for actor in self.actors)
        if self.quota > votes:
            raise Misplaced(("quota",), f"{self.quota:g} of {votes:g} votes. Expected no more than there are")
        if not self.quota and not any(actor.veto for actor in self.actors):
            raise Misplaced(("actors",), "nobody has a veto and there is no quota. Say who must agree")
        return self

    @model_validator(mode="after")
    def _links_hold(self) -> "Situation":
        for k, condition in enumerate(self.conditions):
            for field in ("when", "needs"):
                for name, levels in getattr(condition, field).items():
                    _known(("conditions", k, field), name, self.issue_names, "issue")
                    for level in levels:
                        self._has_level(("conditions", k, field, name), name, level)
            if condition.when.keys() == condition.needs.keys():
                raise Misplaced(("conditions", k, "needs"), "the same issue twice. A condition links two issues")
        for k, text in enumerate(self.texts):
            for name, level in text.levels.items():
                _known(("texts", k, "levels"), name, self.issue_names, "issue")
                self._has_level(("texts", k, "levels", name), name, level)
            absent = [name for name in self.issue_names if name not in text.levels]
            if absent:
                raise Misplaced(("texts", k, "levels"), f"no level of {', '.join(absent)}. A text settles every issue")
        return self

    def _has_level(self, path: tuple[str | int, ...], name: str, level: str) -> None:
        _known(path, level, tuple(one.name for one in self.issue(name).levels), f"level of {name}")

    @property
    def actor_names(self) -> tuple[str, ...]:
        """Handles of the actors, in the order of the file: the labels of axis `a`."""
        return tuple(actor.name for actor in self.actors)

    @property
    def issue_names(self) -> tuple[str, ...]:
        """Handles of the issues, in the order of the file: the labels of axis `q`."""
        return tuple(issue.name for issue in self.issues)

    def actor(self, name: str) -> Actor:
        """The actor of this name."""
        return self.actors[self.actor_names.index(name)]

    def issue(self, name: str) -> Issue:
        """The issue of this name."""
        return self.issues[self.issue_names.index(name)]

    @cached_property
    def held(self) -> Mapping[tuple[str, str], Position]:
        """The position each actor holds on each issue: the latest of those it took."""
        return Fixed({(one.actor, one.issue): one for one in sorted(self.positions, key=lambda one: one.date)})

    def estimates(self) -> Iterator[tuple[str, Estimate]]:
        """Every number coded and what it is: position (those held, not earlier ones), salience, capability, no deal."""
        for one in self.held.values():
            yield "position", one
            yield "salience", one.salience
        for actor in self.actors:
            yield "capability", actor.capability
            yield "no deal", actor.no_deal

    @property
    def sha256(self) -> str:
        """Hash of the content: the same situation gives the same hash, however its file is written."""
        content = self.model_dump(mode="json", by_alias=True) | {"version": SITUATION_VERSION}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _known(path: tuple[str | int, ...], name: str, known: tuple[str, ...], what: str) -> None:
    if name not in known:
        raise Misplaced(path, f"no {what} is called {name!r}. {nearest(name, known)}")
