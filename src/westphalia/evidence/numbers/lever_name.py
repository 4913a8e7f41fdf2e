"""Names of the levers and measures a figure speaks of, by one grammar for all countries."""

import re

from westphalia.evidence.claims import Measure
from westphalia.evidence.numbers.parties import Parties
from westphalia.evidence.numbers.sectors import Sectors
from westphalia.evidence.words.vocabulary import word_set

# ISO 3166 two-letter codes that are not the first two letters of the three-letter code.
_TWO = {
    code[:3]: code[4:]
    for code in (
        "AND-ad ARE-ae ATG-ag AGO-ao ABW-aw AUT-at BHS-bs BGD-bd BRB-bb BLR-by "
        "BLZ-bz BEN-bj BIH-ba BRN-bn BDI-bi KHM-kh CPV-cv CAF-cf TCD-td CHL-cl CHN-cn "
        "COM-km COG-cg COD-cd DNK-dk SLV-sv GNQ-gq EST-ee PYF-pf GAB-ga GEO-ge "
        "GRD-gd GNB-gw GUY-gy HTI-ht IRL-ie IRQ-iq ISR-il JAM-jm KAZ-kz PRK-kp KOR-kr "
        "LBR-lr LBY-ly LUX-lu MAC-mo MDG-mg MDV-mv MLT-mt MRT-mr MEX-mx MNE-me "
        "MAR-ma MOZ-mz PAK-pk PLW-pw PNG-pg PRY-py POL-pl PRT-pt PRI-pr SEN-sn SRB-rs "
        "SYC-sc SVK-sk SVN-si SLB-sb SUR-sr SWE-se SWZ-sz TUN-tn TUR-tr TKM-tm "
        "TUV-tv UKR-ua URY-uy GBR-uk EU27-eu FSM-fm PSE-ps ESH-eh MDA-md"
    ).replace("EU27-eu", "EU2-eu").split()
}  # fmt: skip
_FORCE = re.compile(r"\b(?P<kind>[a-z]+(?:-[a-z]+)?) (?:force|mission|contingent)\b", re.IGNORECASE)
_EXTRA = re.compile(
    r"\b(?:would need|needs? to|needed|extra|additional|more|further|increas\w*|addition|required?|requires)\b",
    re.IGNORECASE,
)
_SUFFIX: dict[Measure, str] = {
    "exports_loss": "exports_loss",
    "defence_share": "defence_spend_share",
    "aid": "aid",
    "gdp_change": "gdp_change",
}
# By sector: words that name its goods more closely, then the usual word for it.
_GOODS: dict[str, tuple[tuple[str, ...], str]] = {
    "A01": (("grain", "wheat"), "crops"), "B06": (("gas",), "oil"),
    "C10T12": (("wine", "whisky", "champagne", "spirits", "cheese", "beef", "tobacco"), "food"),
    "C13T15": (("shoes",), "textiles"), "C16": ((), "wood"), "C20": (("fertiliser",), "chemicals"),
    "C21": ((), "medicines"), "C24A": ((), "steel"), "C24B": (("aluminium", "copper"), "metals"),
    "C26": (("electronics",), "chips"), "C28": ((), "machinery"), "C29": ((), "cars"), "C301": ((), "ships"),
    "C302T309": ((), "aircraft"), "C31T33": (("toys",), "furniture"),
}  # fmt: skip
_PLAIN = word_set(
    """the a an this that its their our air armed task police work labour sales and of in his her such new"""
)


def short(actor: str) -> str:
    """Two letters for a country ("uk", "fr"), or the bloc's name in lower case ("eu", "nato")."""
    if len(actor) != 3:
        return "eu" if actor == "EU27" else actor.lower()
    return _TWO.get(actor, actor[:2].lower())


def lever_name(measure: Measure, who: Parties, sectors: Sectors, words: str, unit: str) -> str | None:
    """The lever or measure of a figure, for example `us_tariff_rate_eu`; None where an actor is missing.

    `words` is the sentence the figure stands in; kinds of force and of deed are taken from it.
    """
    if measure == "war_end_time":
        return "war_end_time"
    if measure == "force_size":
        return _force(words)
    subject = "_".join(short(actor) for actor in who.subject)
    if not subject:
        return None
    if measure == "tariff_rate":
        return f"{subject}_tariff_rate{_of_goods(who, sectors, words)}"
    if measure == "intercepted":
        return f"{subject}_{unit}_{_deed(words)}"
    if measure == "defence_spending":
        return f"{subject}_extra_defence_spend" if _EXTRA.search(words) else f"{subject}_defence_spend"
    return f"{subject}_{_SUFFIX[measure]}" if measure in _SUFFIX else None


def _force(words: str) -> str:
    kinds = (found.group("kind").lower() for found in _FORCE.finditer(words))
    kind = next((kind for kind in kinds if kind not in _PLAIN), None)
    return f"{kind.replace('-', '_')}_force_size" if kind else "force_size"


def _of_goods(who: Parties, sectors: Sectors, words: str) -> str:
    whom = ["all_imports" if actor == "ALL" else short(actor) for actor in who.target]
    goods = [_good(code, words) for code in sectors] if isinstance(sectors, tuple) else []
    if goods and whom[:1] == ["all_imports"]:
        whom = whom[1:]
    return "".join(f"_{part}" for part in whom + list(dict.fromkeys(goods)))


def _good(code: str, words: str) -> str:
    """A sector by the word the sentence has for it: "steel", "cars", "wine"."""
    known, usual = _GOODS.get(code, ((), code.lower()))
    return next((word for word in known if re.search(rf"\b{word}", words, re.IGNORECASE)), usual)


def _deed(words: str) -> str:
    launched = re.search(r"\b(?:launch|fire)", words) and not re.search(r"\b(?:intercept|shot|down)", words)
    return "launched" if launched else "intercepted"
