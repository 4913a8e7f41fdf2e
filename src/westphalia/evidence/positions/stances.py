"""Frames of stance: verbs, adjectives and nouns that say what somebody wants, offers, threatens or refuses.

A verb takes one or more complements, each after a particle where one is written before a plus: `i` an infinitive
("plans to send"), `o` an object with an infinitive ("urged Madrid to pay"), `n` a noun phrase, `g` a gerund,
`t` a clause ("demanded that …").
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from westphalia.evidence.words.vocabulary import word_set

Form = Literal["base", "finite", "past", "ing"]

# stance: base, third person, past, participle or =, -ing | complements
_VERBS = """
express: express expresses expressed = expressing | feeling
express: voice voices voiced = voicing | feeling
express: signal signals signalled = signalling | feeling
express: reiterate reiterates reiterated = reiterating | aversion
express: repeat repeats repeated = repeating | aversion
express: state states stated = stating | feeling
wants: want wants wanted = wanting | i o n
wants: seek seeks sought = seeking | i n
wants: hope hopes hoped = hoping | i for+n wish
wants: wish wishes wished = wishing | i o
wants: prefer prefers preferred = preferring | i n t g
wants: desire desires desired = desiring | i n
wants: favour favours favoured = favouring | n g
wants: favor favors favored = favoring | n g
wants: ask asks asked = asking | for+n whomfor
wants: request requests requested = requesting | n t
wants: look looks looked = looking | for+n
wants: like likes liked = liking | would
wants: love loves loved = loving | would
wants: try tries tried = trying | matter
wants: strive strives strove striven striving | i for+n
wants: aspire aspires aspired = aspiring | i to+n
demands: demand demands demanded = demanding | i n t
demands: insist insists insisted = insisting | on+n on+g
demands: require requires required = requiring | o
demands: tell tells told = telling | o
demands: order orders ordered = ordering | o
demands: stress stresses stressed = stressing | need
demands: underline underlines underlined = underlining | need
demands: emphasise emphasises emphasised = emphasising | need
demands: emphasize emphasizes emphasized = emphasizing | need
disavows: distance distances distanced = distancing | from
demands: call calls called = calling | for+n
demands: appeal appeals appealed = appealing | for+n
demands: plead pleads pleaded = pleading | for+n
demands: clamour clamours clamoured = clamouring | for+n
urges: urge urges urged = urging | o t n
urges: call calls called = calling | on+o upon+o for+o
urges: press presses pressed = pressing | o
urges: pressure pressures pressured = pressuring | o
urges: ask asks asked = asking | o
urges: appeal appeals appealed = appealing | to+o
urges: plead pleads pleaded = pleading | with+o
urges: implore implores implored = imploring | o
urges: beg begs begged = begging | o
urges: encourage encourages encouraged = encouraging | o
urges: exhort exhorts exhorted = exhorting | o
urges: advise advises advised = advising | o
urges: push pushes pushed = pushing | o
urges: lobby lobbies lobbied = lobbying | o
urges: convince convinces convinced = convincing | o
urges: persuade persuades persuaded = persuading | o
opposes: push pushes pushed = pushing | back+against+n back+on+n
pushes for: push pushes pushed = pushing | for+n for+o i ahead+with+n
pushes for: press presses pressed = pressing | for+n for+o
pushes for: campaign campaigns campaigned = campaigning | for+n
pushes for: lobby lobbies lobbied = lobbying | for+n
pushes for: fight fights fought = fighting | for+n
pushes for: argue argues argued = arguing | for+n in+favour+of+n
pushes for: advocate advocates advocated = advocating | n g for+n
pushes for: champion champions championed = championing | n
urges against: caution cautions cautioned = cautioning | o
warns against: warn warns warned = warning | against+n against+g o
warns against: caution cautions cautioned = cautioning | against+n against+g
warns against: advise advises advised = advising | against+n against+g
warns against: argue argues argued = arguing | against+n against+g
threatens: threaten threatens threatened = threatening | i n with+n
threatens: warn warns warned = warning | of+r
supports: support supports supported = supporting | n g
supports: back backs backed = backing | n
supports: endorse endorses endorsed = endorsing | n
supports: vote votes voted = voting | for+n in+favour+of+n
supports: stand stands stood = standing | behind+n by+n
supports: defend defends defended = defending | plan
supports: embrace embraces embraced = embracing | n
approves: welcome welcomes welcomed = welcoming | n
approves: accept accepts accepted = accepting | n
approves: hail hails hailed = hailing | n
approves: praise praises praised = praising | over n
approves: applaud applauds applauded = applauding | n
approves: commend commends commended = commending | n
opposes: oppose opposes opposed = opposing | n g
opposes: resist resists resisted = resisting | n g
opposes: dislike dislikes disliked = disliking | n
opposes: object objects objected = objecting | to+n to+g
opposes: vote votes voted = voting | against+n
opposes: criticise criticises criticised = criticising | over n
opposes: criticize criticizes criticized = criticizing | over n
opposes: regret regrets regretted = regretting | n
opposes: condemn condemns condemned = condemning | over n
opposes: denounce denounces denounced = denouncing | over n
opposes: slam slams slammed = slamming | over n
opposes: attack attacks attacked = attacking | plan over
opposes: blast blasts blasted = blasting | over plan
opposes: rebuke rebukes rebuked = rebuking | over
opposes: chide chides chided = chiding | over
opposes: play plays played = playing | down+report
opposes: hit hits hit = hitting | out+at+n out+against+n
opposes: lash lashes lashed = lashing | out+at+n out+against+n
opposes: rail rails railed = railing | against+n
opposes: speak speaks spoke spoken speaking | out+against+n against+n
opposes: come comes came = coming | out+against+n
opposes: protest protests protested = protesting | against+n
opposes: complain complains complained = complaining | about+n
opposes: dismiss dismisses dismissed = dismissing | report n
opposes: lambast lambasts lambasted = lambasting | over n
opposes: deplore deplores deplored = deploring | n
rejects: reject rejects rejected = rejecting | n g
rejects: rebuff rebuffs rebuffed = rebuffing | n
rejects: spurn spurns spurned = spurning | n
rejects: refuse refuses refused = refusing | i n
rejects: veto vetoes vetoed = vetoing | n
rejects: block blocks blocked = blocking | n
rejects: turn turns turned = turning | down+n
rejects: drop drops dropped = dropping | plan
rejects: abandon abandons abandoned = abandoning | plan
rejects: shoot shoots shot = shooting | down+plan
rejects: show shows showed shown showing | sign
rejects: give gives gave given giving | sign
rejects: decline declines declined = declining | offer
rejects: balk balks balked = balking | at+n at+g
rejects: baulk baulks baulked = baulking | at+n at+g
rules out: rule rules ruled = ruling | out+n out+g
rules out: exclude excludes excluded = excluding | g
pledges: pledge pledges pledged = pledging | i n t
pledges: vow vows vowed = vowing | i n t
pledges: promise promises promised = promising | i n t o
pledges: swear swears swore sworn swearing | i
commits: commit commits committed = committing | i n to+n to+g
commits: agree agrees agreed = agreeing | i to+n to+g
commits: undertake undertakes undertook undertaken undertaking | i
commits: earmark earmarks earmarked = earmarking | n
commits: sign signs signed = signing | off+n off+on+n
proposes: propose proposes proposed = proposing | i n g t
proposes: suggest suggests suggested = suggesting | g could
proposes: float floats floated = floating | n
proposes: moot moots mooted = mooting | n
proposes: put puts put = putting | forward+n
offers: offer offers offered = offering | i n
offers: open opens opened = opening | the+door+to+n the+door+to+g the+door+for+n
offers: keep keeps kept = keeping | the+door+open+to+n the+door+open+to+g the+door+open+for+n
offers: leave leaves left = leaving | the+door+open+to+n the+door+open+to+g the+door+open+for+n
offers: volunteer volunteers volunteered = volunteering | i
plans: plan plans planned = planning | i for+n on+g
plans: intend intends intended = intending | i
plans: aim aims aimed = aiming | i
plans: prepare prepares prepared = preparing | i n
plans: work works worked = working | on+n
plans: consider considers considered = considering | g n
plans: decide decides decided = deciding | matter
plans: mull mulls mulled = mulling | g n
plans: weigh weighs weighed = weighing | g n
plans: contemplate contemplates contemplated = contemplating | g
reaffirms: reaffirm reaffirms reaffirmed = reaffirming | n t
reaffirms: reiterate reiterates reiterated = reiterating | n
reaffirms: affirm affirms affirmed = affirming | n
reaffirms: repeat repeats repeated = repeating | commitment
expects: expect expects expected = expecting | o n
"""
_ADJECTIVES = """
offers: ready prepared willing | i for+n
offers: open | to+n to+g for+n
wants: keen eager anxious desperate | i
pledges: determined resolved | i
commits: committed | i to+n to+g
rejects: unwilling reluctant loath unprepared | i
opposes: opposed hostile | to+n to+g
opposes: unhappy angry furious dismayed | with+n about+n at+n over+n t
opposes: against | n g
supports: in | favour+of+n favour+of+g favor+of+n
is expected to: expected set poised likely scheduled | i
reported: said reported understood believed thought rumoured rumored | i
"""
_NOUNS = """
proposes: proposal suggestion | i n
plans: plan plans intention intentions | i for+n of+g
demands: demand demands insistence | i for+n that+n on+n
urges: call calls appeal appeals plea | for+n i
pushes for: push drive campaign bid | for+n i
offers: offer | i of+n
pledges: pledge promise vow commitment | i of+n
threatens: threat threats | i of+n
rejects: refusal rejection | i of+n
opposes: opposition objection objections | to+n
wants: effort efforts attempt attempts | i
wants: request wish desire ambition ambitions | i for+n
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """A form that takes a stance: the words that must follow it, and the kind of its complement."""

    stance: str
    form: Form
    particle: tuple[str, ...]
    kind: str


def _complements(written: str) -> list[tuple[tuple[str, ...], str]]:
    parts = [entry.split("+") for entry in written.split()]
    return [(tuple(part[:-1]), part[-1]) for part in parts]


def _rows(lexicon: str) -> list[tuple[str, list[str], list[tuple[tuple[str, ...], str]]]]:
    rows = []
    for line in lexicon.strip().split("\n"):
        head, _, complements = line.partition(" | ")
        stance, _, forms = head.partition(": ")
        rows.append((stance, forms.split(), _complements(complements)))
    return rows


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Frame, ...]]:
    """Frames of verbs by form."""
    found: dict[str, list[Frame]] = {}
    for stance, (base, third, past, participle, ing), complements in _rows(_VERBS):
        forms: dict[str, Form] = {ing: "ing", past: "past", third: "finite", base: "base"}
        if participle != "=":
            forms[participle] = "past"
        for word, form in forms.items():
            found.setdefault(word, []).extend(Frame(stance, form, particle, kind) for particle, kind in complements)
    return {word: tuple(frames) for word, frames in found.items()}


@lru_cache(maxsize=1)
def adjectives() -> dict[str, tuple[Frame, ...]]:
    """Frames of adjectives and participles after a form of be, by word."""
    return _by_word(_ADJECTIVES)


@lru_cache(maxsize=1)
def nouns() -> dict[str, tuple[Frame, ...]]:
    """Frames of nouns that somebody has: "his demand for", by word."""
    return _by_word(_NOUNS)


def _by_word(lexicon: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for stance, words, complements in _rows(lexicon):
        for word in words:
            found.setdefault(word, []).extend(Frame(stance, "base", *complement) for complement in complements)
    return {word: tuple(frames) for word, frames in found.items()}


BE = word_set("is are was were be been being am ’s 's ’re 're isn’t aren’t wasn’t weren’t")
MODALS = word_set("will would shall should can could may might must ’ll won’t wouldn’t can’t cannot couldn’t shouldn’t")
NOT = word_set(
    """not never no longer cannot don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t isn’t aren’t wasn’t
    weren’t hasn’t haven’t hadn’t neither nor don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't
    wasn't weren't hasn't haven't hadn't"""
)
NEGATED = {
    "wants": "rejects", "supports": "opposes", "offers": "rejects", "plans": "rules out", "commits": "rejects",
    "approves": "opposes", "pledges": "rejects", "opposes": "supports", "pushes for": "opposes",
}  # fmt: skip
