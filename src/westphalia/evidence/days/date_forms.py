"""The forms a date expression takes, each with the anchor word that reveals it and what it stands for."""

import re

from westphalia.evidence.days.calendar_days import ORDINALS, WEEKDAYS
from westphalia.evidence.days.date_values import RESOLVERS, Resolve
from westphalia.evidence.days.named_days import NAMED_DAY
from westphalia.evidence.words.name_numerals import MONTHS
from westphalia.evidence.words.vocabulary import any_of

WEEKDAY = "(?:" + "|".join((*WEEKDAYS, *(day.upper() for day in WEEKDAYS))) + ")"
_DAYPART = r"(?: (?:morning|afternoon|evening|night|lunchtime|night))?"
_CLOCK = r"(?: at \d{1,2}[:.]\d{2}(?: ?(?:GMT|BST|CET|CEST|UTC|EST|EDT|[ap]\.?m\.?))?)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
_NUMBER = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"

_BY = any_of("by before until till since from after as_of no_later_than during in on over through starting effective")
_LEAD = rf"(?:(?P<lead>(?i:{_BY})) )?"
_PART_OF = "(?: the (?:end|start|beginning|middle) of| early| late| mid)?"
_YEAR_LEAD = rf"(?:(?P<lead>(?i:{_BY}|of|throughout|starting in){_PART_OF})[ -])?"
_MONTH_LEAD = (
    rf"(?P<lead>(?i:(?:{_BY}|of|last|this|next){_PART_OF}|(?:(?:at|towards) )?the (?:end|start|beginning|middle) of|"
    r"early|late|mid))[ -]"
)
_WEEKDAY_LEAD = (
    r"(?<!\w)(?P<lead>(?i:(?:(?:on|by|until|since|from|before) )?(?:last|next|this|coming)|(?:late |early )?on|by|"
    "until|from|since|before|after|of|no later than|as (?:early|soon|late) as|late|early|starting))"
)
_WHICH = "(?P<which>(?i:last|past|this|next|coming|previous))"
_UNIT = "(?P<unit>day|week|month|year|decade)"
_TH = "(?:st|nd|rd|th)?"
_TO = "(?: ?[-–] ?| to | and )"
_DAY_MONTH = (
    rf"(?<![\d:.,£$€])(?P<d1>\d{{1,2}}){_TH}(?:{_TO}(?P<e1>\d{{1,2}}){_TH})?(?: of)? "
    rf"(?P<m1>{MONTHS})\b(?:\.(?=,? \d))?(?:,? (?P<y1>{YEAR}))?"
)
_MONTH_DAY = (
    rf"(?P<m2>{MONTHS})\.? (?P<d2>\d{{1,2}}){_TH}(?:{_TO}(?P<e2>\d{{1,2}}){_TH})?(?![\d:%])(?:,? (?P<y2>{YEAR}))?"
)
_EVENT_END = r"(?=[,.;“”\"()]|$| (?:on|in|at|when|as|with|and|by|this|next|last|will|was|is|were|passed|came)\b)"
RULES: tuple[tuple[str, str, re.Pattern[str], Resolve], ...] = (
    ("iso", "year", re.compile(r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\w-])"), RESOLVERS["iso"]),
    (
        "nth_of_nth",
        "year",
        re.compile(
            r"(?:[Aa]t \d{1,2}[:.]\d{2}(?: GMT)? )?[Oo]n the (?P<day>\d{1,2}(?:st|nd|rd|th)) day of the "
            rf"(?P<month>\d{{1,2}}(?:st|nd|rd|th)) month,? (?:in|of) (?P<year>{YEAR})"
        ),
        RESOLVERS["nth_of_nth"],
    ),
    (
        "anniversary",
        "anniversary",
        re.compile(
            rf"(?:(?i:on|mark\w*|before) )?(?P<eve>(?:[Tt]he )?eve of )?(?:[Tt]he )?(?P<nth>{_ORDINAL}) anniversary of "
            rf"(?:the (?:start|beginning) of )?(?P<event>[^,.;“”\"()]{{3,60}}?){_EVENT_END}"
        ),
        RESOLVERS["anniversary"],
    ),
    (
        "named_day",
        "named",
        re.compile(
            rf"(?:(?i:on|by|before|since|until) )?(?P<eve>(?:[Tt]he )?eve "
            rf"of )?(?P<name>{NAMED_DAY})(?! (?:Agreement|[Aa]ccord|[Mm]assacre))(?:,? (?P<year>{YEAR}))?{_CLOCK}"
        ),
        RESOLVERS["named"],
    ),
    (
        "day",
        "month",
        re.compile(rf"{_LEAD}(?:the )?(?:{WEEKDAY},? )?(?:the )?(?:{_DAY_MONTH}|{_MONTH_DAY}){_CLOCK}"),
        RESOLVERS["day"],
    ),
    (
        "weekdays",
        "weekday",
        re.compile(rf"(?<!\w)(?i:from|between) (?P<first>{WEEKDAY}) (?:to|and|until|through) (?P<second>{WEEKDAY})\b"),
        RESOLVERS["weekdays"],
    ),
    (
        "weekday",
        "weekday",
        re.compile(rf"(?:{_WEEKDAY_LEAD} )?(?<!\w)(?P<weekday>{WEEKDAY})\b(?!-){_DAYPART}{_CLOCK}"),
        RESOLVERS["weekday"],
    ),
    (
        "weekend",
        "weekend",
        re.compile(
            rf"(?:(?i:over|at|during|on) )?(?:[Tt]he )?(?:{_WHICH} )?(?<=the |The |his |ast |ext |ing )weekend\b"
        ),
        RESOLVERS["weekend"],
    ),
    (
        "relative_day",
        "today",
        re.compile(
            r"\b(?:(?i:earlier|later|late|early) |(?P<beside>(?i:the day (?:before|after))) )?"
            r"(?P<word>(?i:today|tonight|tomorrow|yesterday|last night|overnight|this (?:morning|afternoon|"
            r"evening|lunchtime)))\b(?!-)"
        ),
        RESOLVERS["relative_day"],
    ),
    (
        "end_of",
        "stretch",
        re.compile(
            r"\b(?:(?P<lead>(?i:by|before|until|at|towards)) )?[Tt]he (?:very )?end of "
            r"(?:the |(?P<which>this|next|last) )(?P<unit>decade|year|month|week|century|quarter)\b"
        ),
        RESOLVERS["end_of"],
    ),
    (
        "financial_year",
        "fiscal",
        re.compile(rf"(?:\b(?i:in|over|during|for) )?\b(?:{_WHICH}|the current) (?:financial|fiscal) year\b"),
        RESOLVERS["financial_year"],
    ),
    (
        "part_of_year",
        "part",
        re.compile(
            rf"\b(?:(?P<lead>(?i:{_BY})) )?(?:the )?(?P<part>first|second|third|fourth|final|last|opening) "
            rf"(?P<unit>quarter|half)(?: of (?:(?P<year>{YEAR})|(?P<which>this|last|next) year|the year))?\b"
            r"(?! of )"
        ),
        RESOLVERS["part_of_year"],
    ),
    (
        "part_of_year",
        "year",
        re.compile(rf"(?:\b(?P<lead>(?i:{_BY})) )?\bQ(?P<part>[1-4])(?P<unit>) (?:of )?(?P<year>{YEAR})\b(?P<which>)"),
        RESOLVERS["part_of_year"],
    ),
    (
        "period",
        "stretch",
        re.compile(
            r"(?:\b(?:(?P<part>(?i:earlier|later|late|early|earlier in|later in))|"
            rf"(?P<lead>(?i:in|over|during|by|for|since|of|until|before|at))) )?(?:\b[Tt]he )?"
            rf"\b{_WHICH} (?P<unit>week|month|quarter|year|decade)\b(?!-| of an? )"
        ),
        RESOLVERS["period"],
    ),
    (
        "years_on",
        "unit",
        re.compile(
            rf"\b(?P<n>{_NUMBER}) years? (?:on\b(?! (?:the|a|his|its|average))|after (?=Russia|Moscow|the))",
            re.IGNORECASE,
        ),
        RESOLVERS["years_on"],
    ),
    (
        "ago",
        "ago",
        re.compile(
            rf"\b(?P<n>{_NUMBER}) (?:{_UNIT}|(?P<fortnight>fortnight))s? (?:ago|back\b(?= on |[,.;) –—-]|$))",
            re.IGNORECASE,
        ),
        RESOLVERS["ago"],
    ),
    (
        "open",
        "length",
        re.compile(
            r"\b(?i:in|over|within|during) (?:the )?(?P<which>(?i:coming|next))(?: few| couple of| several)? "
            r"(?:hours|days|weeks|months|years)\b"
        ),
        RESOLVERS["open"],
    ),
    (
        "season",
        "season",
        re.compile(
            r"(?:\b(?P<lead>(?i:in|by|before|until|till|through|over|during|since|from)) )?(?:the end of )?"
            rf"(?P<the>\b[Tt]he )?(?:\b{_WHICH} )?(?i:early |late |mid-)?\b"
            rf"(?P<season>(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter))(?:,? (?:of )?(?P<year>{YEAR}))?\b"
            r"(?![’'-]| of (?:the|a|its|his|[A-Z])|"
            r" (?:[A-Z]|break|holidays?|recess|offensive|campaign|season|fair|statement|budget|forecast|"
            r"session|term|conference|school|meeting|gathering|ceasefire|sports|games|weather|clothes|fuel|energy|heating)\w*)"
        ),
        RESOLVERS["season"],
    ),
    (
        "feast",
        "season",
        re.compile(
            r"(?:(?<!\w)(?P<lead>(?i:at|by|before|until|till|over|during|since|after)) )?(?:the )?"
            rf"(?:\b(?P<which>(?i:last|next|this)) )?\b(?P<feast>Christmas|Easter|New Year)\b"
            rf"(?:,? (?P<year>{YEAR}))?(?![’'-]| [A-Z])"
        ),
        RESOLVERS["feast"],
    ),
    ("daypart", "today", re.compile(r"In the (?:morning|afternoon|evening)\b(?=,)"), RESOLVERS["daypart"]),
    (
        "decade",
        "decade",
        re.compile(
            r"\b(?:(?i:in|during|since|of|from|until) )?[Tt]he (?:early |late |mid-)?(?P<decade>1[5-9]\d0|20\d0)s\b"
        ),
        RESOLVERS["decade"],
    ),
    (
        "by",
        "unit",
        re.compile(rf"\b(?P<lead>(?i:within|inside)) (?:the next )?(?P<n>{_NUMBER}) {_UNIT}s?\b"),
        RESOLVERS["within"],
    ),
    (
        "within",
        "unit",
        re.compile(rf"\b(?P<lead>(?i:over|in|during|for) the (?:next|coming)) (?P<n>{_NUMBER}) {_UNIT}s?\b"),
        RESOLVERS["within"],
    ),
    ("within", "unit", re.compile(rf"\b(?P<lead>[Ii]n) (?P<n>{_NUMBER}) {_UNIT}s?[’'] time\b"), RESOLVERS["within"]),
    (
        "years",
        "year",
        re.compile(
            rf"\b(?:(?i:from|between|in|during|over) )?(?<![\d,.$£€])(?P<first>{YEAR})(?:[-–/]| to | and )"
            rf"(?P<second>{YEAR}|\d\d)\b(?![-,.]\d)"
        ),
        RESOLVERS["span_of_years"],
    ),
    (
        "month",
        "month",
        re.compile(
            rf"(?<![\w-]){_MONTH_LEAD}(?P<m>{MONTHS})\b(?! \d{{1,2}}\b)(?:,? (?P<y>{YEAR}))?|"
            rf"(?<!\w)(?P<m2>{MONTHS}),? (?P<y2>{YEAR})"
        ),
        RESOLVERS["month_either"],
    ),
    (
        "in_year",
        "year",
        re.compile(
            rf"(?<![\w,.$£€–-]){_YEAR_LEAD}(?P<year>{YEAR})(?![\w%]|,\d|\.\d|"
            rf"[-–]\d)(?P<latest>,? at the (?:very )?latest)?"
        ),
        RESOLVERS["years"],
    ),
)
