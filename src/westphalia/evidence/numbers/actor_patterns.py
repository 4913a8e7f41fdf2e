"""Pieces of the patterns that speak of masked actors: lists of them, their goods, and what is no verb."""

from westphalia.evidence.numbers.scene import M
from westphalia.evidence.words.vocabulary import any_of

POSS = r"(?:[’']s|s?[’'])?"
THE = r"(?:[Tt]he )?"
LIST = rf"{THE}{M}(?:(?:,|,? and|,? or|,? as well as|/|-)\s?{THE}{M})*"
WARE = any_of(
    """goods imports? products? exports? shipments merchandise cars vehicles automobiles wares items sales steel
    aluminium aluminum wines? spirits pharmaceuticals drugs medicines chips semiconductors trucks lorries cheese food
    everything anything purchases trade deliveries produce makers manufacturers carmakers firms companies exporters"""
)
_VERBS = any_of(
    """on against for from to of in with by and or will would could may might must has have had is are was were be been
    faces? faced facing hit pays? said says saying called wants that which who if after before over into threatened
    imposes? imposed puts? slaps? slapped announced raised whose than as at while"""
)
WORD = rf"(?!{_VERBS}\b)[\w%.’'-]+"
EVERY = any_of("all most its their many some certain the other imported almost_all nearly_all virtually_all any every")
OWN_WORD = rf"(?!(?:the|a|an|this|that)\b){WORD}"
GIVE = any_of(
    """gives? gave given giving sends? sent sending lends? lent lending provid(?:e|es|ed|ing) donat(?:e|es|ed|ing)
    grant(?:s|ed|ing)? hand(?:s|ed|ing)? offer(?:s|ed|ing)? pledg(?:e|es|ed|ing) promis(?:e|es|ed|ing)
    transfer(?:s|red|ring)? contribut(?:e|es|ed|ing) suppl(?:y|ies|ied|ying) allocat(?:e|es|ed|ing)
    commit(?:s|ted|ting)? disburs(?:e|es|ed|ing)"""
)
CHARGE_LIST = (
    rf"{M}[^.;:]{{0,40}}\bcharg(?:e|es|ed|ing) (?:(?:goods|imports|products|everything|those) (?:from|of) )?"
    rf"{THE}{M}(?:{THE}{M}|[\d.]+ ?(?:%|per ?cent|pc)|goods|imports|on|and|about|[ ,])*$"
)
DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|import tax(?:es)?)"
