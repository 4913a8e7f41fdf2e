"""Verbs of saying: their forms, what may follow them, and what they say about the words reported.

A cue takes one or more complements: `clause` ("said that he", "said he"), `that` ("signalled that he"), `infinitive`
("urged him to", "vowed to"), `noun` ("announced a move", "denied the report"), `label` ("described it as “…”", "called
it “…”"), `estimate` ("put it at $5bn"), `feeling` ("expressed
confidence that", "rejected the charge that"). Every cue may carry a quotation.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Complement = Literal["clause", "that", "infinitive", "noun", "label", "estimate", "feeling", "belief", "quote"]
Form = Literal["finite", "participle", "base"]

# lemma: past | participle | third person, then the complements: c clause, t clause with that, i infinitive, n noun,
# l label, e estimate, f a feeling or charge with that, b a belief that
# carries a quotation, q quotation.
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
answer answered answering answers tq
write wrote writing writes cq
write written writing writes cq
tweet tweeted tweeting tweets cq
post posted posting posts tq
state stated stating states cq
report reported reporting reports cnq
reveal revealed revealing reveals cnq
recall recalled recalling recalls tq
reiterate reiterated reiterating reiterates cnq
repeat repeated repeating repeats cnq
emphasise emphasised emphasising emphasises cnq
emphasize emphasized emphasizing emphasizes cnq
underline underlined underlining underlines cnq
underscore underscored underscoring underscores cnq
remark remarked remarking remarks cq
observe observed observing observes tq
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
agree agreed agreeing agrees cq
discuss discussed discussing discusses q
urge urged urging urges ciq
threaten threatened threatening threatens ciq
propose proposed proposing proposes cinq
demand demanded demanding demands tinq
complain complained complaining complains cq
lament lamented lamenting laments cnq
boast boasted boasting boasts cq
brag bragged bragging brags tq
whisper whispered whispering whispers tq
grumble grumbled grumbling grumbles tq
maintain maintained maintaining maintains tq
assert asserted asserting asserts cq
contend contended contending contends cq
allege alleged alleging alleges cq
assure assured assuring assures tq
inform informed informing informs t
remind reminded reminding reminds tiq
caution cautioned cautioning cautions cinq
counter countered countering counters cq
retort retorted retorting retorts cq
tease teased teasing teases q
hint hinted hinting hints cq
signal signalled signalling signals tq
signal signaled signaling signals tq
indicate indicated indicating indicates cq
disclose disclosed disclosing discloses cnq
proclaim proclaimed proclaiming proclaims cq
affirm affirmed affirming affirms cnq
reaffirm reaffirmed reaffirming reaffirms cnq
comment commented commenting comments tq
continue continued continuing continues q
ask asked asking asks iq
fume fumed fuming fumes tq
rage raged raging rages tq
blast blasted blasting blasts q
storm stormed storming storms q
thunder thundered thundering thunders tq
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
thank thanked thanking thanks l
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
reassure reassured reassuring reassures tq
advise advised advising advises iq
find found finding finds t
show showed showing shows t
understand understood understanding understands c
put put putting puts e
express expressed expressing expresses f
believe believed believing believes b
think thought thinking thinks b
feel felt feeling feels b
voice voiced voicing voices f
reject rejected rejecting rejects f
highlight highlighted highlighting highlights tq
flag flagged flagging flags cnq
rule ruled ruling rules n
go went going goes q
"""
_COMPLEMENTS: dict[str, Complement] = {
    "c": "clause",
    "t": "that",
    "e": "estimate",
    "f": "feeling",
    "b": "belief",
    "i": "infinitive",
    "n": "noun",
    "l": "label",
    "q": "quote",
}
# Verbs that say something only with their particle.
PARTICLES = {"call": ("on", "upon", "for"), "appeal": ("to", "for"), "rule": ("out",), "go": ("on",), "insist": ("on",)}


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
