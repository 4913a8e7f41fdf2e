"""Issues of a report's positions: what is wanted or refused, told by the words of the object."""

from collections.abc import Iterator
from functools import lru_cache

from westphalia.evidence.claims import Issue
from westphalia.evidence.words.word_index import WordIndex, openings_in

_MONEY = "(?:assets|funds|money|cash|reserves|profits|loot|billions)"
_TROOPS = "(?:troops|soldiers|forces|personnel)"
_SORT = "(?:reassurance|peacekeeping|multinational|stabili[sz]ation|monitoring|ground)"
_BLOC = "(?:eu|bloc|european_union)"
# In order: the first issue whose words stand in a text is its issue. An entry has no space in it.
_WORDS: tuple[tuple[Issue, str], ...] = (
    ("frozen_assets", rf"""(?:frozen|immobili[sz]ed|seized)_(?:\w+_){{0,3}}{_MONEY} reparations?_loan euroclear
        (?:russian|russia[’']s)_(?:state_|central_bank_|sovereign_|bank_)*{_MONEY}
        {_MONEY}_(?:\w+_){{0,2}}immobili[sz]ed central_bank_assets the_(?:immobili[sz]ed_|frozen_)?assets
        russian_assets"""),
    ("minerals", r"(?:critical_)?minerals? rare[-_]earths? lithium titanium raw_materials"),
    ("nato_membership", r"""(?:join\w*|membership_(?:of|in)|member_of|accession_to|entry_(?:in)?to)_nato
        (?:invit\w+_to|place_in)_nato nato[’']?s?_(?:membership|accession|entry)
        (?:become|becoming|as|be)_an?_(?:full_)?nato_member
        (?:future|place)_is_in_nato admit_ukraine"""),
    ("eu_membership", rf"""(?:join\w*|membership_of|member_of|accession_to|entry_(?:in)?to)_the_{_BLOC}(?![’'])
        {_BLOC}_(?:membership|accession|candidacy|entry) accession_(?:talks|treaty|process) path_to_(?:eu_)?membership
        let_ukraine_in enlargement"""),
    ("prisoners", r"prisoners? captives hostages? detainees abducted deported_children"),
    ("sanctions", r"""sanction\w* blacklist\w* shadow_fleet price_cap asset_freezes? travel_bans? embargo\w*
        pressure_(?:\w+_){0,2}on_(?:\w+_){0,3}(?:russia|moscow|putin|kremlin)"""),
    ("tariffs", r"""tariffs? duty duties lev(?:y|ies) import_tax\w* counter-?tariffs? trade_war
        retaliatory_(?:measures|actions?|steps) counter-?measures"""),
    ("trade_deal", r"""(?:trade|free[-_]trade)_(?:deal|agreement|pact|accord|talks|treaty|terms|negotiations)
        single_market customs_union trade"""),
    ("defence_spending", r"""(?:defen[cs]e|military)_(?:spending|budgets?|expenditure|outlays?|investment|target|cash)
        (?:defen[cs]e|military)_(?:loans?|bonds?|funds?|pledge|capabilit\w+)
        invest\w*_(?:\w+_){0,3}in_(?:\w+_){0,2}(?:defen[cs]e|military)
        (?:spend\w*|spent)_(?:at_least_|up_to_)?[1-5](?:\.\d+)?_?(?:%|per_cent|percent)
        (?:spend\w*|spent|invest\w*)_(?:\S+_){0,7}on_defen[cs]e
        (?:spend\w*|spent)_(?:\S+_){0,7}on_(?:its|their|the|our)_(?:military|armed_forces|security)
        spending_(?:goal|target)s? rearm\w* burden[-_]sharing
        [\d.]+_?(?:%|per_cent|percent)_target
        [\d.]+_?(?:%|per_cent|percent)_of_(?:its_|their_)?(?:gdp|national_income|gross_domestic_product|output)"""),
    ("security_guarantee", r"""guarantees? backstop security_(?:assurances|commitments) article_(?:5|five)
        mutual[-_]defen[cs]e (?:security|nuclear)_umbrella defend_(?:nato|allies|europe)"""),
    ("european_force", rf"""{_SORT}_(?:force|mission|troops|deployment|contingent)s? peacekeep\w+
        boots_on_the_ground the_mission coalition_of_the_willing military_force
        (?:european|western|foreign|its|their|our|ground|allied|nato|own|american)_(?:\w+_)?{_TROOPS}
        (?:send|sending|deploy|deploying|contribute|provide)_(?:\S+_){{0,3}}{_TROOPS} brigade engineers
        (?!for_|russian_|ukrainian_|korean_|enemy_)\w+_(?:soldiers?|troops)
        (?<!for_)(?<!russian_)(?<!ukrainian_)(?<!korean_)(?<!enemy_)troops"""),
    ("weapons", r"""weapon\w* arms(?!_length) missiles? drones? interceptors? air[-_]defen[cs]es? ammunition shells?
        tanks jets fighters? howitzers launchers? taurus storm_shadows? atacms patriots? tomahawks? munitions
        warplanes warships submarines
        artillery long-range arsenal batteries shipments arms_production"""),
    ("defence_autonomy", r"""strategic_autonomy european_(?:army|defen[cs]e|pillar) own_(?:defen[cs]e|security)
        security_needs defen[cs]e_and_security security_of_europe defend_(?:itself|themselves|ourselves)
        defen[cs]e_(?:union|effort|treaty|pact|industry|co-?operation)"""),
    ("reconstruction", r"rebuild\w* reconstruct\w+"),
    ("elections", r"elections? ballots? referendum"),
    ("territory", r"""(?<!outside_its_)(?<!outside_their_)(?<!allied_)territor\w+
        (?:pull|withdraw)\w*_(?:its|their|his)_(?:troops|army|forces)_(?:out_of|from)
        crimea donbas+ donetsk luhansk land_swaps? land annex\w+ borders? occupied
        (?:four|occupied|eastern)_regions? provinces? ced(?:e|ing)_\w+ sovereignty buffer_zone front_lines?"""),
    ("ceasefire", r"cease-?fires? truce armistice halt_(?:to|in)_(?:the_)?(?:fighting|hostilities) pause_in"),
    ("war_end", r"""end\w*_(?:the_|its_|this_)?(?:war|conflict|fighting|bloodshed)
        stop_(?:the_)?(?:war|killing|bombing|fighting)
        war_(?:has_|must_|needs_|should_)?(?:to_)?(?:end|stop)"""),
    ("negotiations", r"""negotiat\w+ (?:peace_)?talks at_the_(?:negotiating_)?table mediat\w+
        dialogue consult\w* peace_process brief_kyiv"""),
    ("peace_deal", r"""peace settlement (?:strik|rush)\w*_(?:\S+_){0,3}deal capitulation peace_\w+"""),
    ("energy", r"""energy (?:natural_|liquefied_|russian_)?gas oil crude pipelines? power_(?:plants?|grid|lines)
        lng nuclear_(?:plant|power) electricity cubic_metres"""),
    ("aid", r"""(?:military|financial|humanitarian|foreign|overseas|further|economic|budget|political|logistical|
        material|logistical_and_political)_(?:aid|assistance|support)
        aid assistance loans? support_(?:to|for|of)_(?:\w+_)?(?:ukraine|kyiv) joint_borrowing grants? donations?
        (?:support|supporting|back|backing|help|helping)_(?:ukraine|kyiv)(?!_to_join) package_(?:for|of|to|with)"""),
    ("escalation", r"""escalat\w+ military_(?:action|response|strikes?)
        retaliat\w+ provocation\w* nuclear_(?:weapons?|strikes?) fuel_to_the_fire
        seiz\w+_\w+_factories"""),
    ("other", r"(?:interest_|mortgage_)?rates? inflation growth taxes"),
    ("defence_spending", r"(?:of|to|at|reach|than)_[1-5](?:\.\d+)?_?(?:%|per_cent|percent)"),
    ("relations", r"relations(?:hip)? reset ties partnership alliance friendship"),
)  # fmt: skip
_ISSUES = tuple((issue, WordIndex(words)) for issue, words in _WORDS)
_BY_OPENING: dict[str, tuple[int, ...]] = {
    opening: tuple(n for n, (_, words) in enumerate(_ISSUES) if opening in words.openings)
    for opening in frozenset().union(*(words.openings for _, words in _ISSUES))
}


def _named(text: str) -> Iterator[Issue]:
    """The issues that a text names, in order; only lists that hold the beginning of one of its words are searched."""
    text = text.lower()
    lists = {n for opening in openings_in(text) for n in _BY_OPENING.get(opening, ())}
    for number in sorted(lists):
        issue, words = _ISSUES[number]
        if words.pattern.search(text) is not None:
            yield issue


@lru_cache(maxsize=512)
def issues_in(text: str) -> tuple[Issue, ...]:
    """All issues that the words of a text name, the most telling first."""
    return tuple(dict.fromkeys(_named(text)))


@lru_cache(maxsize=2048)
def issue_of(text: str) -> Issue | None:
    """The issue that the words of a text name, the most telling first; None where they name none."""
    return next(_named(text), None)
