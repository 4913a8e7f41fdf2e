"""Words that tell of events: verbs and nouns with the type of the event and what else the clause must hold.

A verb row gives the type, the family and the forms. The family says who takes part and what is needed:

========= =====================================================================
meet      an object, "with" somebody, or a subject that is several
speak     "to" or "with" somebody, or a subject that is several
travel    a place to go to, or a person to visit
gather    a subject that is several or a body, and a day or place
vote      a parliament or voters, and a day
attack    a country, or its arms, as the subject
protest   a day or place
office    a day, or a perfect
object    a noun of its own list as the object
interview an outlet or programme spoken to, and a day
report    an outlet or channel, and a day
downed    drones or missiles, and a day: an attack told by those who met it
history   a day of years ago
resign    a person, and the past
depart    "for" and a place
========= =====================================================================
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from westphalia.evidence.claims import EventType

Family = Literal[
    "meet", "speak", "travel", "gather", "vote", "attack", "protest", "office", "object", "interview", "report",
    "downed", "history", "resign", "depart",
]  # fmt: skip
Form = Literal["base", "past", "participle", "gerund", "present"]

# type, family, then base, past, past participle, -ing, third person
_VERBS = """
meeting meet meet met met meeting meets
meeting meet see saw seen seeing sees
meeting meet receive received received receiving receives
meeting meet welcome welcomed welcomed welcoming welcomes
meeting meet host hosted hosted hosting hosts
call speak phone phoned phoned phoning phones
call speak telephone telephoned telephoned telephoning telephones
call speak call called called calling calls
call speak speak spoke spoken speaking speaks
talks speak talk talked talked talking talks
talks speak confer conferred conferred conferring confers
talks speak negotiate negotiated negotiated negotiating negotiates
talks speak discuss discussed discussed discussing discusses
visit travel visit visited visited visiting visits
visit travel travel travelled travelled travelling travels
visit travel travel traveled traveled traveling travels
visit travel fly flew flown flying flies
visit travel go went gone going goes
visit travel return returned returned returning returns
visit travel head headed headed heading heads
visit travel tour toured toured touring tours
arrival travel arrive arrived arrived arriving arrives
arrival travel land landed landed landing lands
meeting gather gather gathered gathered gathering gathers
meeting gather convene convened convened convening convenes
meeting gather assemble assembled assembled assembling assembles
meeting gather sit sat sat sitting sits
decision gather decide decided decided deciding decides
vote vote vote voted voted voting votes
election vote elect elected elected electing elects
attack attack strike struck struck striking strikes
attack attack hit hit hit hitting hits
attack attack attack attacked attacked attacking attacks
attack attack bomb bombed bombed bombing bombs
attack attack shell shelled shelled shelling shells
attack attack bombard bombarded bombarded bombarding bombards
attack attack kill killed killed killing kills
attack attack fire fired fired firing fires
attack attack launch launched launched launching launches
attack attack target targeted targeted targeting targets
attack attack pound pounded pounded pounding pounds
attack attack destroy destroyed destroyed destroying destroys
attack attack damage damaged damaged damaging damages
history attack invade invaded invaded invading invades
history attack annex annexed annexed annexing annexes
protest protest march marched marched marching marches
protest protest protest protested protested protesting protests
protest protest rally rallied rallied rallying rallies
protest protest demonstrate demonstrated demonstrated demonstrating demonstrates
ceremony office inaugurate inaugurated inaugurated inaugurating inaugurates
ceremony office swear swore sworn swearing swears
ceremony object take took taken taking takes
ceremony object lay laid laid laying lays
ceremony object open opened opened opening opens
ceremony object lead led led leading leads
agreement object sign signed signed signing signs
agreement object ink inked inked inking inks
agreement object initial initialled initialled initialling initials
agreement object conclude concluded concluded concluding concludes
agreement object reach reached reached reaching reaches
agreement object strike struck struck striking strikes
decision object endorse endorsed endorsed endorsing endorses
decision object adopt adopted adopted adopting adopts
decision object approve approved approved approving approves
decision object back backed backed backing backs
decision object pass passed passed passing passes
decision object ratify ratified ratified ratifying ratifies
decision object reject rejected rejected rejecting rejects
decision object impose imposed imposed imposing imposes
decision object extend extended extended extending extends
decision object widen widened widened widening widens
decision object lift lifted lifted lifting lifts
decision object suspend suspended suspended suspending suspends
decision object take took taken taking takes
decision object come came come coming comes
decision object enter entered entered entering enters
announcement object announce announced announced announcing announces
announcement object unveil unveiled unveiled unveiling unveils
announcement object slap slapped slapped slapping slaps
publication object publish published published publishing publishes
publication object release released released releasing releases
publication object issue issued issued issuing issues
deployment object deploy deployed deployed deploying deploys
deployment object send sent sent sending sends
election object win won won winning wins
interview interview tell told told telling tells
interview interview say said said saying says
interview interview argue argued argued arguing argues
interview interview claim claimed claimed claiming claims
interview interview insist insisted insisted insisting insists
sanctions object sanction sanctioned sanctioned sanctioning sanctions
decision object apply applied applied applying applies
publication report report reported reported reporting reports
publication report reveal revealed revealed revealing reveals
publication report write wrote written writing writes
publication report post posted posted posting posts
attack downed down downed downed downing downs
attack downed shoot shot shot shooting shoots
attack downed intercept intercepted intercepted intercepting intercepts
history history end ended ended ending ends
history history begin began begun beginning begins
history history collapse collapsed collapsed collapsing collapses
history history found founded founded founding founds
history history overthrow overthrew overthrown overthrowing overthrows
ceremony object attend attended attended attending attends
meeting object chair chaired chaired chairing chairs
meeting object hold held held holding holds
meeting object join joined joined joining joins
agreement object agree agreed agreed agreeing agrees
decision object double doubled doubled doubling doubles
decision object raise raised raised raising raises
decision object hike hiked hiked hiking hikes
decision object slash slashed slashed slashing slashes
decision object place placed placed placing places
decision object levy levied levied levying levies
decision object veto vetoed vetoed vetoing vetoes
decision object block blocked blocked blocking blocks
decision object freeze froze frozen freezing freezes
decision object halt halted halted halting halts
decision object pause paused paused pausing pauses
decision object resume resumed resumed resuming resumes
decision object expel expelled expelled expelling expels
decision object summon summoned summoned summoning summons
decision object recall recalled recalled recalling recalls
decision object recognise recognised recognised recognising recognises
decision object recognize recognized recognized recognizing recognizes
decision object order ordered ordered ordering orders
decision object declare declared declared declaring declares
decision object dissolve dissolved dissolved dissolving dissolves
decision object scrap scrapped scrapped scrapping scraps
decision object invoke invoked invoked invoking invokes
decision object cut cut cut cutting cuts
decision gather rule ruled ruled ruling rules
announcement object propose proposed proposed proposing proposes
announcement object present presented presented presenting presents
ceremony object assume assumed assumed assuming assumes
decision resign resign resigned resigned resigning resigns
decision resign step stepped stepped stepping steps
visit depart leave left left leaving leaves
visit depart depart departed departed departing departs
visit depart set set set setting sets
"""
# What the object of a verb makes of it: the lemma, the type, and the nouns.
_OBJECTS = {
    "agree": {"agreement": "ceasefire truce deal agreement pact accord package treaty exchange swap loan target plan",
              "sanctions": "sanctions"},
    "cut": {"decision": "rates rate tariff tariffs duty duties"},
    "propose": {"announcement": "package sanctions budget tariff tariffs truce ceasefire bill law"},
    "present": {"announcement": "package sanctions budget bill law"},
    "double": {"decision": "tariff tariffs duty duties levy levies"},
    "hike": {"decision": "tariff tariffs duty duties levy levies"},
    "slash": {"decision": "tariff tariffs duty duties levy levies aid"},
    "place": {"decision": "tariff tariffs levy levies", "sanctions": "sanctions"},
    "levy": {"decision": "tariff tariffs duties sanctions"},
    "veto": {"decision": "bill resolution package loan sanctions law text declaration statement"},
    "block": {"decision": "package loan sanctions resolution declaration statement accession"},
    "freeze": {"decision": "aid funding assets payments talks negotiations"},
    "halt": {"decision": "aid deliveries exports shipments funding imports payments supplies"},
    "pause": {"decision": "aid deliveries exports shipments funding sharing payments tariffs supplies"},
    "resume": {"decision": "aid deliveries exports shipments funding sharing supplies"},
    "expel": {"decision": "diplomat diplomats ambassador envoy"},
    "summon": {"decision": "ambassador envoy charge diplomat diplomats"},
    "recall": {"decision": "ambassador envoy"},
    "recognise": {"decision": "state statehood independence palestine"},
    "order": {"decision": "pause halt evacuation withdrawal closure suspension review", "sanctions": "sanctions"},
    "declare": {"decision": "emergency truce ceasefire war mobilisation mobilization"},
    "dissolve": {"decision": "parliament assembly bundestag knesset"},
    "scrap": {"decision": "tariff tariffs treaty deal sanctions"},
    "invoke": {"decision": "article clause powers act"},
    "assume": {"ceremony": "presidency office chairmanship"},
    "take": {"ceremony": "office presidency", "announcement": "effect"},
    "come": {"announcement": "force effect"},
    "enter": {"announcement": "force"},
    "apply": {"announcement": "from"},
    "announce": {"sanctions": "sanctions", "announcement": "tariff tariffs plan package deal measures funding"},
    "sanction": {"sanctions": ""},
    "suspend": {"decision": "deliveries aid talks membership sanctions tariffs funding support payments treaty"},
    "lay": {"ceremony": "wreath wreaths flowers"},
    "lead": {"ceremony": "silence mourners"},
    "attend": {"ceremony": "silence ceremony service funeral parade inauguration", "summit": "summit conference",
               "meeting": "meeting"},
    "open": {"ceremony": "show exhibition conference embassy memorial factory plant museum"},
    "sign": {"agreement": "agreement deal pact treaty accord memorandum declaration contract letter protocol package "
                          "agreements deals pacts treaties accords memorandums memoranda contracts protocols mou mous "
                          "instruments documents document",
             "decision": "decree order law bill"},
    "conclude": {"agreement": "agreement deal pact treaty accord"},
    "reach": {"agreement": "agreement deal pact accord truce ceasefire"},
    "hold": {"election": "election elections referendum", "vote": "vote", "ceremony": "parade funeral service silence"},
    "impose": {"sanctions": "sanctions measures ban bans embargo freeze", "decision": "tariff tariffs duty levy"},
    "slap": {"sanctions": "sanctions", "announcement": "tariff tariffs duty duties levy levies"},
    "adopt": {"sanctions": "sanctions", "vote": "budget bill law resolution motion",
              "decision": "plan package strategy text declaration conclusions goal target"},
    "approve": {"sanctions": "sanctions", "vote": "budget bill law resolution motion",
                "decision": "plan package strategy text declaration loan sale deal aid goal"},
    "endorse": {"decision": "plan package strategy text declaration goal target deal proposal"},
    "back": {"vote": "budget bill law resolution motion"},
    "pass": {"vote": "budget bill law resolution motion"},
    "ratify": {"vote": "treaty agreement deal accord pact protocol"},
    "reject": {"vote": "budget bill law resolution motion"},
    "extend": {"sanctions": "sanctions"},
    "widen": {"sanctions": "sanctions"},
    "lift": {"sanctions": "sanctions"},
    "publish": {"publication": ""},
    "release": {"publication": "report survey statement declaration study figures document text transcript readout "
                               "plan strategy data"},
    "issue": {"publication": "report statement declaration communique warning order"},
    "deploy": {"deployment": "troops soldiers forces battalion brigade squadron fighters jets ship ships warship "
                             "frigate battery batteries systems launchers peacekeepers aircraft"},
    "send": {"deployment": "troops soldiers forces battalion brigade warship warships frigate jets peacekeepers"},
    "win": {"election": "election elections referendum vote"},
    "launch": {"attack": "drones drone missiles missile rockets attack attacks strike strikes assault barrage salvo "
                         "offensive", },
    "fire": {"attack": "drones drone missiles missile rockets shells salvo barrage"},
}  # fmt: skip
_ALIASES = {"recognize": "recognise", "raise": "hike", "ink": "sign", "initial": "sign", "unveil": "announce"}
_NOUNS = {
    "talks": "talks negotiations discussions dialogue",
    "call": "call conversation phone-call videoconference",
    "meeting": "meeting meetings audience encounter session showdown lunch dinner",
    "summit": "summit conference gathering forum",
    "visit": "visit visits trip tour stopover",
    "arrival": "arrival",
    "ceremony": "silence ceremony service parade funeral inauguration banquet reception swearing-in commemoration",
    "election": "election elections referendum victory",
    "vote": "vote ballot",
    "attack": "attack attacks strike strikes airstrike airstrikes bombardment shelling barrage assault raid raids "
    "bombing bombings",
    "protest": "protest protests demonstration demonstrations march rally strike-action",
    "interview": "interview briefing",
    "decision": "deadline",
    "announcement": "announcement",
}


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a verb that tells of an event."""

    lemma: str
    type: EventType
    family: Family
    forms: frozenset[Form]


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, tuple[VerbForm, ...]]:
    """Verbs by form; where one form belongs to several, all of them."""
    found: dict[tuple[str, str, str, str], set[Form]] = {}
    names: tuple[Form, ...] = ("base", "past", "participle", "gerund", "present")
    for line in _VERBS.strip().split("\n"):
        kind, family, *words = line.split()
        for form, word in zip(names, words, strict=True):
            found.setdefault((word, words[0], kind, family), set()).add(form)
    table: dict[str, tuple[VerbForm, ...]] = {}
    for (word, lemma, kind, family), forms in found.items():
        entry = VerbForm(lemma, kind, family, frozenset(forms))  # type: ignore[arg-type]
        table[word] = (*table.get(word, ()), entry)
    return table


@lru_cache(maxsize=1)
def objects() -> dict[str, dict[str, EventType]]:
    """What each object noun makes of a verb, by lemma; an empty noun stands for any."""
    table: dict[str, dict[str, EventType]] = {}
    for lemma, kinds in _OBJECTS.items():
        table[lemma] = {word: kind for kind, words in kinds.items() for word in words.split() or [""]}
    return table | {lemma: table[other] for lemma, other in _ALIASES.items() if other in table}


@lru_cache(maxsize=1)
def noun_types() -> dict[str, EventType]:
    """Event nouns in lower case and the type of event each tells of."""
    return {word: kind for kind, words in _NOUNS.items() for word in words.split()}
