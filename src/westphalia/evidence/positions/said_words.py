"""Words that make what somebody says a position: deeds promised, duties asserted, judgements passed."""

import re

from westphalia.evidence.words.vocabulary import word_set
from westphalia.evidence.words.word_index import WordIndex, openings_in

WILL = word_set("will would shall ’ll 'll won’t wouldn’t won't wouldn't")
MUST = word_set("must should ought")
COULD = word_set("can could may might")
FIRST_PERSON = word_set("i we")
DEEDS = word_set(
    """send provide contribute spend increase raise boost double triple quadruple impose slap deploy host supply buy
    purchase cut lift ban donate deliver give pay join back support stand defend protect help continue keep lower
    reduce open build invest fund finance train maintain step put commit offer sign introduce levy restore resume
    suspend freeze seize hand release withdraw remain reach get hit rearm ramp strengthen lend borrow exempt veto
    block vote scrap abolish end stop produce expand extend match transfer allocate devote dedicate mobilise mobilize
    set guarantee secure lead push press use leave exit stay tighten widen target phase add bring take arm
    delay postpone pause approve drop remove ease reverse
    implement adopt accept recognise recognize allow let join rebuild free swap exchange pursue prioritise play work
    negotiate call seek enforce ratify approve cover bear cap"""
)
REFUSED = word_set(
    """accept agree recognise recognize sign discuss negotiate tolerate allow surrender cede yield bow compromise trade
    consent submit capitulate follow give let be"""
)
GRAVE = re.compile(r"\b(?:dire|severe|serious|grave|heavy) (?:consequences|price|penalt(?:y|ies))\b")
FORBIDDEN = word_set("have get keep continue join decide dictate veto be")
STEADFAST = word_set("hesitate abandon look walk forget waver flinch rest falter desert tire stop betray leave")
COUNTER = word_set("respond retaliate strike sue punish hit react let target destroy walk abandon pull")
ABLE = word_set("end finish win defeat claw stop solve settle resolve fix beat manage achieve negotiate mobilise")
IMPOSE = word_set("impose slap levy put introduce double triple hit raise")
BLOCKING = word_set("veto block reject oppose")
BUDGET = word_set("spend raise increase buy build borrow cut boost")
GIVING = word_set(
    """provide send contribute offer supply accept agree lend deploy give host join train deliver consider support
    back deploy spare"""
)
IDLE = word_set(
    """be see know think say tell discuss talk speak meet visit travel arrive attend return have happen look hear find
    come go fly become decide report comment explain understand mean cost need know feel like love mind expect last
    take_place remember watch run read ask learn wait show seem appear believe hope win lose fall rise grow shrink"""
)
VAGUE = word_set("do be have face play show remember keep get go come know understand")
RULED_OUT = re.compile(r"\b(?:out of the question|off the table|unthinkable|a? ?non-?starter)\b", re.IGNORECASE)
SUFFER = word_set("pay face suffer see lose meet")
PENALTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|sanctions|consequences|price|penalt(?:y|ies)|retaliation|hell|force)\b", re.IGNORECASE
)
PROVIDED = re.compile(r"\b(?:if|unless|should)\b")
GOOD = WordIndex(
    r"""great excellent historic landmark game-?changer monumental terrific tremendous fantastic wonderful superb
    right_(?:approach|thing|decision|move|path|step|course|way|time|direction) exactly_right absolutely_right
    (?:very_|really_)?(?:good|positive|encouraging|fair|strong)(?:_(?:step|deal|news|sign|start|idea|move|plan|news))
    step_(?:forward|in_the_right) milestone breakthrough welcome triumph partnership promis(?:e|ing) remarkable
    win-win big_win monumental_win sensible wise courageous constructive important_step necessary justified bold
    (?:it|this|that)_(?:positive|fair|helpful|useful) is_working was_working are_working were_working worth_it"""
)
BAD = WordIndex(
    r"""mistake disaster disastrous theft robbery capitulation surrender betrayal stab_in_the_back blackmail extortion
    wrong unacceptable intolerable shameful shame disgrace\w* absurd nonsense reckless dangerous illegal unlawful
    unjustified unfair unwise unhelpful premature sell-?out humiliat\w+ insult\w* outrageous outrage catastroph\w+
    folly foolish stupid hollow worthless non-?starter red_line provocation cynical scandalous appeasement a_trap
    not_working isn[’']t_working has_failed have_failed
    counter-?productive self-?defeating irresponsible madness bad_(?:deal|idea|move|precedent|sign) piracy
    act_of_(?:war|aggression|sabotage) step_towards_war own_goal hammer ultimatum toothless cheque_without
    setbacks? unreasonable too_little too_late direct_attack(?:s)?_on attack_on attack
    manipulative confrontational blow_to cowardly naive delusional unrealistic incompatible inadequate
    unthinkable impossible_to_accept fantasy farce sham illusion gift_to"""
)
SEVERE = re.compile(r"\b(?:tariffs|sanctions|consequences|retaliation|measures|duties)\b")
MONEY = re.compile(r"[£€$]\s?\d|\b(?:billion|million|kroner|euros|pounds|dollars)\b")
ANSWER = re.compile(r"\b(?:in due course|respond(?:ed)? to (?:a|the|his|her|questions?|requests?)|answer)\b")
NEEDED = re.compile(
    r"\b(?:essential|vital|crucial|imperative|indispensable|non-negotiable|a precondition|a must|key to|"
    r"critical(?! (?:moment|time|juncture|point|stage|phase|week)))\b",
    re.IGNORECASE,
)
NOT_GOOD = re.compile(r"\b(?:not|never|no|n[’']t|hardly|neither)\b", re.IGNORECASE)
LABELS = word_set(
    """calling describing dubbing branding
    called calls call describe described describes dubbed dismissed dismisses branded labelled hailed hails praised
    condemned denounced slammed regards regarded sees saw views viewed considers"""
)
SUBJECTS = re.compile(
    r"\b(?:it|this|that|deal|plan|proposal|idea|move|decision|ultimatum|pressure|threats?|grab|strikes?|offer|agreement|accord|tariffs?|sanctions|levy|duty|bill|"
    r"draft|text|pact|measures?|package|scheme|treaty|approach|policy|cuts?|suspension|freeze|deployment|delivery|\w+ing)\b",
    re.IGNORECASE,
)
IMPOSING = word_set("imposed slapped adopted approved announced unveiled introduced levied imposes announces unveils "
                    "adopts approves widened tightened extended")  # fmt: skip
ANNOUNCING = word_set("announced unveiled announces unveils")
COMMITTING = word_set("step stepped increased doubled sent provided committed delivered raised boosted given pledged "
                      "donated allocated tripled trained stood supplied")  # fmt: skip


def base(word: str) -> str:
    """The verb of a form in -ing where it is one of the deeds; other words as they are."""
    if not word.endswith("ing"):
        return word
    stem = word[:-3]
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return next((verb for verb in (stem, f"{stem}e", doubled) if verb in DEEDS or verb in REFUSED), word)


def judgement(words: str) -> str | None:
    """The stance that a judgement takes: "a stab in the back" opposes, "essential" supports."""
    words = words[:120].split(", not ")[0]
    if NEEDED.search(words):
        return None if NOT_GOOD.search(words) else "supports"
    lower = words.lower()
    held = openings_in(lower)
    good, bad = GOOD.is_in(lower, held), BAD.is_in(lower, held)
    if good == bad:
        return None
    denied = NOT_GOOD.search(words) is not None
    return "approves" if good != denied else "opposes"
