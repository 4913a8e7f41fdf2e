"""Verbs of saying: their forms, what may follow them, and what they say about the words reported.

A cue takes one or more complements: `clause` ("said that he", "said he"), `infinitive` ("urged him to", "vowed to"),
`noun` ("announced a move", "denied the report"), `label` ("described it as “…”", "called it “…”"). Every cue may carry
a quotation.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Complement = Literal["clause", "infinitive", "noun", "label", "quote"]
Form = Literal["finite", "participle", "base"]

# lemma: past | participle | third person, then the complements: c clause, i infinitive, n noun, l label, q quotation.
_LEXICON = """
say said saying says cq
tell told telling tells ciq
add added adding adds cq
announce announced announcing announces cnq
warn warned warning warns cinq
claim claimed claiming claims cinq
insist insisted insisting insists cq
argue argued arguing argues cq
stress stressed stressing stresses cnq
note noted noting notes cq
declare declared declaring declares cnq
explain explained explaining explains cq
confirm confirmed confirming confirms cnq
deny denied denying denies cnq
acknowledge acknowledged acknowledging acknowledges cnq
admit admitted admitting admits cq
concede conceded conceding concedes cq
suggest suggested suggesting suggests cq
reply replied replying replies cq
respond responded responding responds q
answer answered answering answers q
write wrote writing writes cq
tweet tweeted tweeting tweets cq
post posted posting posts cq
state stated stating states cq
report reported reporting reports cnq
reveal revealed revealing reveals cnq
recall recalled recalling recalls cq
reiterate reiterated reiterating reiterates cnq
repeat repeated repeating repeats cnq
emphasise emphasised emphasising emphasises cnq
emphasize emphasized emphasizing emphasizes cnq
underline underlined underlining underlines cnq
underscore underscored underscoring underscores cnq
remark remarked remarking remarks cq
observe observed observing observes cq
joke joked joking jokes cq
quip quipped quipping quips cq
vow vowed vowing vows ciq
pledge pledged pledging pledges cinq
promise promised promising promises cinq
swear swore swearing swears ciq
predict predicted predicting predicts cnq
forecast forecast forecasting forecasts cnq
estimate estimated estimating estimates cnq
calculate calculated calculating calculates cq
reckon reckoned reckoning reckons cq
conclude concluded concluding concludes cq
agree agreed agreeing agrees ciq
discuss discussed discussing discusses q
urge urged urging urges ciq
threaten threatened threatening threatens ciq
propose proposed proposing proposes cinq
demand demanded demanding demands cinq
complain complained complaining complains cq
lament lamented lamenting laments cnq
boast boasted boasting boasts cq
maintain maintained maintaining maintains cq
assert asserted asserting asserts cq
contend contended contending contends cq
allege alleged alleging alleges cq
assure assured assuring assures cq
inform informed informing informs c
remind reminded reminding reminds ciq
caution cautioned cautioning cautions cinq
counter countered countering counters cq
retort retorted retorting retorts cq
tease teased teasing teases q
hint hinted hinting hints cq
signal signalled signalling signals cq
signal signaled signaling signals cq
indicate indicated indicating indicates cq
disclose disclosed disclosing discloses cnq
proclaim proclaimed proclaiming proclaims cq
affirm affirmed affirming affirms cnq
reaffirm reaffirmed reaffirming reaffirms cnq
comment commented commenting comments cq
continue continued continuing continues q
ask asked asking asks iq
fume fumed fuming fumes q
rage raged raging rages q
blast blasted blasting blasts q
storm stormed storming storms q
thunder thundered thundering thunders q
snap snapped snapping snaps q
shout shouted shouting shouts q
sigh sighed sighing sighs q
gush gushed gushing gushes q
beam beamed beaming beams q
crow crowed crowing crows q
hail hailed hailing hails lq
praise praised praising praises lq
welcome welcomed welcoming welcomes lq
describe described describing describes l
call called calling calls l
dub dubbed dubbing dubs l
brand branded branding brands l
label labelled labelling labels l
label labeled labeling labels l
condemn condemned condemning condemns lq
denounce denounced denouncing denounces lq
slam slammed slamming slams lq
criticise criticised criticising criticises lq
criticize criticized criticizing criticizes lq
dismiss dismissed dismissing dismisses l
accuse accused accusing accuses n
blame blamed blaming blames n
reassure reassured reassuring reassures cq
advise advised advising advises ciq
find found finding finds c
show showed showing shows c
"""
_COMPLEMENTS: dict[str, Complement] = {"c": "clause", "i": "infinitive", "n": "noun", "l": "label", "q": "quote"}
PHRASAL = re.compile(r"(?P<verb>call(?:ed|ing|s)?|appeal(?:ed|ing|s)?|push(?:ed|ing|es)?) (?P<particle>on|upon|for)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a verb of saying: lemma, form, and the complements it takes."""

    lemma: str
    form: Form
    takes: frozenset[Complement]


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """Cues by form, in lower case."""
    found: dict[str, Cue] = {}
    for line in _LEXICON.split("\n"):
        if not line:
            continue
        lemma, past, participle, present, letters = line.split()
        takes = frozenset(_COMPLEMENTS[letter] for letter in letters)
        found.setdefault(lemma, Cue(lemma, "base", takes))
        found[participle] = Cue(lemma, "participle", takes)
        for form in (past, present):
            found[form] = Cue(lemma, "finite", takes)
    return found
