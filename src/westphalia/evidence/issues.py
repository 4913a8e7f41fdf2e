"""Issues of a report's positions: what is wanted or refused, told by the words of the object."""

import re

from westphalia.evidence.claims import Issue
from westphalia.evidence.vocabulary import any_of

# In order: the first issue whose words stand in a text is its issue.
_WORDS: tuple[tuple[Issue, str], ...] = (
    ("frozen_assets", r"""(?:frozen|immobilised|immobilized|seized)_(?:\w+_){0,3}(?:assets|funds|money|cash|loot|
        reserves|profits) (?:russian|central_bank|russia[’']s)_(?:central_bank_)?(?:assets|money) euroclear
        reparations?_loan assets_(?:frozen|immobilised)"""),
    ("minerals", r"(?:critical_)?minerals? rare[-_]earths? lithium titanium"),
    ("nato_membership", r"""(?:join|joining|membership_of|member_of|accession_to|entry_(?:in)?to|invit\w+_to)_nato
        nato[’']?s?_(?:membership|accession|member\b) (?:future|place)_is_in_nato"""),
    ("eu_membership", r"""(?:join|joining|membership_of|member_of|accession_to|entry_(?:in)?to)_the_
        (?:eu|bloc|european_union) (?:eu|european_union)_(?:membership|accession|candidacy) accession_(?:talks|treaty)
        path_to_(?:eu_)?membership"""),
    ("prisoners", r"prisoners? captives hostages? detainees prisoner_(?:swap|exchange) abducted deported_children"),
    ("sanctions", r"""(?:\w+_)?sanctions? sanctioned sanctioning blacklist\w* shadow_fleet oil_price_cap price_cap
        asset_freezes? travel_bans? embargo\w*"""),
    ("tariffs", r"""tariffs? duty duties lev(?:y|ies) import_tax(?:es)? counter-?measures? counter-?tariffs?
        customs_duties trade_war"""),
    ("trade_deal", r"""trade_(?:deal|agreement|pact|accord|talks|treaty|terms|negotiations) free[-_]trade
        single_market customs_union trade"""),
    ("european_force", r"""(?:reassurance|peacekeeping|multinational|stabilisation|stabilization|monitoring)_
        (?:force|mission|troops|deployment|contingent)s? peacekeepers boots_on_the_ground coalition_of_the_willing
        (?:european|western|british|french|foreign|german|italian|polish|its|their|our|more|ground|allied|nato|
        own|\d[\d,]*|send|sending|deploy|deploying)_(?:\w+_)?(?:troops|soldiers|forces) (?:european|allied)_brigade
        (?:military|armed|ground)_force soldiers_in_ukraine troops_(?:in|to|into)_ukraine brigade engineers"""),
    ("security_guarantee", r"""security_guarantees? guarantees? backstop security_(?:assurances|commitments) article_
        (?:5|five) mutual[-_]defen[cs]e security_umbrella nuclear_umbrella defend_(?:nato|allies|europe)"""),
    ("weapons", r"""weapons? arms(?!_length) missiles? drones? interceptors? air[-_]defen[cs]es? ammunition shells?
        tanks jets fighters? howitzers launchers? taurus storm_shadows? atacms patriots? tomahawks? munitions
        artillery armour(?:ed)? long-range arsenal batteries artillery"""),
    ("defence_spending", r"""(?:defen[cs]e|military)_(?:spending|budgets?|expenditure|outlays?|investment|target|cash|
        loans?|bonds?|funds?|effort|plan|pledge|industry) (?:spend|spends|spending|spent|invest)_(?:\w+_){0,6}on_
        (?:defen[cs]e|(?:its|their|the)_(?:military|armed_forces)|security)
        (?:per_cent|%|percent)_of_(?:gdp|national_income|gross_domestic_product|output|their_gdp|its_gdp)
        spending_(?:goal|target)s? rearm\w* burden[-_]sharing"""),
    ("defence_autonomy", r"""strategic_autonomy european_(?:army|defen[cs]e|pillar) own_defen[cs]e
        security_needs defen[cs]e_and_security security_of_europe defend_(?:itself|themselves|ourselves)"""),
    ("reconstruction", r"rebuild(?:ing)? reconstruct\w+ reparations?"),
    ("prisoners", r"prisoners?"),
    ("elections", r"elections? ballots? referendum"),
    ("territory", r"""territor(?:y|ies|ial) crimea donbas+ donetsk luhansk land(?:s|_swaps?)? annex\w+ borders?
        occupied regions? provinces? ced(?:e|ing)_\w+ sovereignty buffer_zone"""),
    ("ceasefire", r"cease-?fires? truce armistice halt_(?:to|in)_(?:the_)?(?:fighting|hostilities) pause_in"),
    ("war_end", r"end(?:ing|s)?_(?:\w+_)?(?:war|conflict|fighting|bloodshed) stop_the_(?:war|killing) war[’']s_end"),
    ("negotiations", r"""negotiat\w+ (?:peace_)?talks (?:at|to)_the_(?:negotiating_)?table mediat\w+ summit
        dialogue consult\w* peace_process"""),
    ("peace_deal", r"""peace(?:_\w+)? settlement (?:striking|strike|sign|signing|into)_a_(?:\w+_)?deal capitulation
        deal_(?:with|on|between)"""),
    ("energy", r"""energy (?:natural_|liquefied_|russian_)?gas oil crude pipelines? power_(?:plants?|grid|lines)
        lng nuclear_(?:plant|power) electricity"""),
    ("aid", r"""(?:military|financial|humanitarian|foreign|overseas|further|more|economic|long-term)_
        (?:aid|assistance|support) aid assistance loans? support_(?:to|for|of)_(?:ukraine|kyiv)
        (?:support|supporting|back|backing|help|helping)_(?:ukraine|kyiv) package_(?:for|of|to) joint_borrowing
        grants? donations?"""),
    ("escalation", r"escalat\w+ retaliat\w+ provocation\w* strikes? nuclear war"),
    ("relations", r"relations(?:hip)? reset ties partnership alliance friendship"),
)  # fmt: skip
_ISSUES = tuple((issue, re.compile(rf"\b{any_of(words)}(?!\w)", re.IGNORECASE)) for issue, words in _WORDS)


def issue_of(text: str) -> Issue | None:
    """The issue that the words of a text name, the most telling first; None where they name none."""
    return next((issue for issue, pattern in _ISSUES if pattern.search(text)), None)
