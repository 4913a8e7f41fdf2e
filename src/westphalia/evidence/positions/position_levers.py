"""Names of the levers that positions speak of, by the grammar of the levers of figures."""

import re
from collections.abc import Callable

from westphalia.evidence.claims import Figure, Issue
from westphalia.evidence.names.gazetteer import Mention
from westphalia.evidence.names.registry import Registry
from westphalia.evidence.numbers.lever_name import short

Codes = tuple[str, ...]
_FORCE = re.compile(r"\b(?P<kind>reassurance|peacekeeping|multinational|european|stabili[sz]ation|monitoring)\b", re.I)
_SIZE = re.compile(r"\d|\b(?:troops|soldiers|force|boots|number|personnel|contingent|brigade)\b", re.IGNORECASE)
_TRAVEL = re.compile(r"\btravel (?:bans?|sanctions)\b", re.IGNORECASE)
_TABLE = re.compile(
    r"\b(?:at the (?:\w+ )?(?:table|heart|centre|center)|included?|includes|part of|"
    r"without (?:us|ukraine|kyiv)|about us|"
    r"over \w+[’']s head|behind \w+[’']s back)\b",
    re.IGNORECASE,
)
_PACE = re.compile(r"\b(?:rush\w*|hast\w+|hurr\w+|slow\w*|quick\w*|pace)\b", re.IGNORECASE)
_LAND = re.compile(r"\b(?P<land>Crimea|Donbass?|Donetsk|Luhansk|Kherson|Zaporizhzhia)\b", re.IGNORECASE)
_PERMISSION = re.compile(r"\b(?:long-range|storm shadow|atacms|taurus|deep (?:into|in|inside))\b", re.IGNORECASE)
_BORROWING = re.compile(r"\bjoint (?:borrowing|debt)\b", re.IGNORECASE)
_RETALIATION = re.compile(
    r"\b(?:retaliat\w+|counter-?measures?|counter-?tariffs?|respond\w*|response)\b", re.IGNORECASE
)
_OVERSEAS = re.compile(r"\b(?:foreign|overseas|development) aid\b", re.IGNORECASE)
_SHARE = "_defence_spend_share"
_BY_FIGURE = frozenset(("us_tariff", "tariff", "defence_spend", "force_size", "war_end_time", "extra_defence", "_aid"))


_MEASURE = re.compile(r"\b(?:sanctions?|tariffs?|embargo)\b", re.IGNORECASE)
_ITS = re.compile(r"(?:[’']s?)? (?:(?!on\b|against\b)[\w-]+ ){0,2}$")
_ONTO = re.compile(r"(?: (?!on\b|against\b)\w+)? (?:on|against) (?:the )?(?:\w+ ){0,2}$")


def directed(text: str, start: int, end: int, named: list[Mention]) -> tuple[Codes, Codes]:
    """Who imposes a measure and whom it hits, by the words beside it: "US sanctions on Iran"."""
    measure = _MEASURE.search(text, start, end)
    if measure is None:
        return (), ()
    by = [m.actor for m in named if m.end <= measure.start() and _ITS.fullmatch(text[m.end : measure.start()])]
    on = [m.actor for m in named if m.start >= measure.end() and _ONTO.fullmatch(text[measure.end() : m.start])]
    return tuple(by[-1:]), tuple(on[:1])


class Levers:
    """Lever names for positions of one text: who acts, on what, towards whom."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._rules: dict[Issue, Callable[[str, Codes, Codes], str | None]] = {
            "tariffs": self._tariffs, "trade_deal": self._trade, "defence_spending": self._spending,
            "defence_autonomy": self._effort, "european_force": self._force, "security_guarantee": self._guarantee,
            "nato_membership": self._nato, "eu_membership": self._eu, "territory": self._territory,
            "negotiations": self._table, "peace_deal": self._peace, "ceasefire": self._ceasefire,
            "war_end": self._end, "sanctions": self._sanctions, "frozen_assets": self._assets, "aid": self._aid,
            "weapons": self._weapons, "minerals": self._minerals, "escalation": self._escalation,
            "relations": self._relations,
        }  # fmt: skip

    def name(self, issue: Issue, words: str, actor: Codes, about: Codes, figures: tuple[Figure, ...]) -> str | None:
        """The lever of an object's words for an actor; that of a figure among them where one has a lever.

        `about` are the countries the object names; None where the words do not say what is to be moved.
        """
        for figure in figures:
            if figure.lever and any(part in figure.lever for part in _BY_FIGURE):
                if _SHARE in figure.lever and figure.lever.removesuffix(_SHARE) not in map(short, (*actor, *about)):
                    continue
                return figure.lever
        rule = self._rules.get(issue)
        return rule(words, actor, about) if rule else None

    def _tariffs(self, words: str, actor: Codes, about: Codes) -> str | None:
        """A rate needs its unit, so only the answer to another's duties has a name without a figure."""
        if _RETALIATION.search(words) and actor:
            return f"{short(actor[0])}_retaliation"
        return None

    def _trade(self, words: str, actor: Codes, about: Codes) -> str | None:
        two = tuple(dict.fromkeys((*actor, *about)))[:2]
        return f"{short(two[0])}_{short(two[1])}_trade_deal" if len(two) == 2 else None

    def _spending(self, words: str, actor: Codes, about: Codes) -> str | None:
        who = about or actor
        return f"{short(who[0])}_defence_spend_share" if who else None

    def _effort(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "eu_defence_effort" if "EU27" in about else None

    def _force(self, words: str, actor: Codes, about: Codes) -> str | None:
        kind = _FORCE.search(words)
        if not _SIZE.search(words) and kind is None:
            return None
        return f"{kind['kind'].lower()}_force_size" if kind else "reassurance_force_size"

    def _guarantee(self, words: str, actor: Codes, about: Codes) -> str | None:
        giver = [code for code in about if code != "UKR"]
        american = "USA" if re.search(r"\bAmerican?\b|\bUS\b|\bbackstop\b", words) else None
        who = american or (giver[0] if giver else None)
        return f"{short(who)}_security_guarantee" if who else "security_guarantee"

    def _nato(self, words: str, actor: Codes, about: Codes) -> str | None:
        who = [code for code in about if code != "NATO"] or (["UKR"] if "Ukraine" in words else [])
        return f"{short(who[0])}_nato_membership" if who else None

    def _eu(self, words: str, actor: Codes, about: Codes) -> str | None:
        who = [code for code in (*about, *actor) if code != "EU27"]
        return f"{short(who[0])}_eu_membership" if who else None

    def _territory(self, words: str, actor: Codes, about: Codes) -> str | None:
        found = _LAND.search(words)
        return f"territory_{found['land'].lower()}" if found else "territory"

    def _table(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "ukraine_at_table" if _TABLE.search(words) and ("UKR" in about or "UKR" in actor) else None

    def _peace(self, words: str, actor: Codes, about: Codes) -> str | None:
        if _TABLE.search(words) and "UKR" in about:
            return "ukraine_at_table"
        return "peace_deal_pace" if _PACE.search(words) else "peace_deal"

    def _ceasefire(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "ceasefire"

    def _end(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "war_end_time" if re.search(r"\bend", words) else None

    def _sanctions(self, words: str, actor: Codes, about: Codes) -> str | None:
        if not actor:
            return None
        if _TRAVEL.search(words):
            return f"{short(actor[0])}_travel_sanctions_scope"
        on = [code for code in about if code not in actor] or (["RUS"] if self._concerns("RUS") else [])
        return f"{short(actor[0])}_sanctions_on_{self._long(on[0])}" if on else None

    def _assets(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "russian_assets_use"

    def _aid(self, words: str, actor: Codes, about: Codes) -> str | None:
        if _BORROWING.search(words):
            return "eu_joint_borrowing"
        if _OVERSEAS.search(words):
            return f"{short(actor[0])}_overseas_aid" if actor else None
        if "UKR" not in about and not self._concerns("UKR"):
            return None
        giver = [code for code in (*about, *actor) if code != "UKR"]
        return f"{short(giver[0])}_support_to_ukraine" if len(set(giver)) == 1 else "support_to_ukraine"

    def _weapons(self, words: str, actor: Codes, about: Codes) -> str | None:
        if _PERMISSION.search(words):
            return "long_range_missile_permission"
        giver = [code for code in actor if code != "UKR"]
        if giver and self._concerns("UKR"):
            return f"{short(giver[0])}_aid_to_ukraine"
        return None

    def _minerals(self, words: str, actor: Codes, about: Codes) -> str | None:
        two = {"USA", "UKR"}
        return "us_ua_mineral_deal" if two & set(actor) or two & set(about) else None

    def _escalation(self, words: str, actor: Codes, about: Codes) -> str | None:
        return "escalation" if re.search(r"\bescalat", words) else None

    def _relations(self, words: str, actor: Codes, about: Codes) -> str | None:
        two = tuple(dict.fromkeys((*actor, *about)))[:2]
        return f"{short(two[0])}_{short(two[1])}_relations" if len(two) == 2 else None

    def _concerns(self, code: str) -> bool:
        """Whether the text names a country at all."""
        return any(m.actor == code for m in self.registry.mentions)

    def _long(self, code: str) -> str:
        return {"RUS": "russia", "UKR": "ukraine", "BLR": "belarus", "IRN": "iran", "CHN": "china"}.get(
            code, short(code)
        )
