"""Events that verbs tell of: what each family of verbs needs, who takes part, and how the event stands."""

from westphalia.evidence.claims import EventType, Occurrence
from westphalia.evidence.events.event_clauses import Site, occurrence
from westphalia.evidence.events.event_drafts import Clause, Draft
from westphalia.evidence.events.event_families import FAMILIES, SHOWS
from westphalia.evidence.events.event_frames import VerbForm, objects
from westphalia.evidence.words.vocabulary import word_set

_LINKING = word_set("also then later afterwards")
_AFTER = word_set("after following on while when since")
_BEFORE = word_set("before of")
_DENIES = word_set("deny dismiss reject")
_ATTENDING = word_set("meet speak travel office depart")


def draft_of(clause: Clause, form: VerbForm) -> Draft | None:
    """The event a verb tells of; None where its clause lacks what the verb needs."""
    if clause.form == "base" and clause.chain.mood == "plain" and not (clause.is_several() or _would_on(clause)):
        return None
    if _is_denied(clause) or _is_purpose(clause, form):
        return None
    found = FAMILIES[form.family](clause, form)
    if found is None:
        return None
    kind, who, needs_day = found
    present = clause.form in ("present", "base") and clause.chain.mood == "plain"
    if (needs_day or present) and clause.day is None:
        return None
    modality = _modality(clause, form, kind)
    if modality is None or (not who and clause.day is None and clause.place is None):
        return None
    first, last = _extent(clause)
    where = clause.place[0] if clause.place else None
    rule = f"{form.family}: {form.lemma}"
    return Draft(
        kind, clause.site, clause.at, first, last, who, clause.day, where, modality, rule, _mood(clause),
        _is_linked(clause),
    )  # fmt: skip


def may_tell(site: Site, at: int, form: VerbForm) -> bool:
    """Whether what stands near a verb lets it tell of an event at all: looked at before its clause is read."""
    tokens, tags = site.line.tokens, site.line.tags
    if form.family == "interview":
        following = {t.word for t in tokens[at + 1 : at + 7]}
        return bool(following & SHOWS) or (form.lemma == "tell" and "o" in tags[at + 1 : at + 4])
    if form.family == "report":
        return "o" in tags and "w" in tags
    if form.family == "history":
        return "w" in tags
    if form.family == "object" and form.lemma not in ("announce", "unveil"):
        if form.lemma == "agree":
            return True
        nouns = objects().get(form.lemma, {})
        if form.lemma == "apply":
            return tags[at + 1 : at + 2] == "w" and tokens[at + 1].word.startswith("from ")
        return "" in nouns or any(t.word in nouns for t in tokens[max(0, at - 10) : at + 9])
    return True


def _mood(clause: Clause) -> str:
    before = any(clause.site.word(k) == "had" for k in range(clause.chain.first, clause.at))
    return "past perfect" if before else clause.chain.mood


def _modality(clause: Clause, form: VerbForm, kind: EventType) -> Occurrence | None:
    if clause.form == "gerund" and clause.chain.mood == "plain":
        return _of_gerund(clause, form, kind)
    modality = "scheduled" if _would_on(clause) else occurrence(clause.site, clause.chain.mood, clause.day)
    on = clause.site.material.document.report_date
    present = clause.form in ("present", "base") and clause.chain.mood == "plain"
    if present and clause.day and (clause.day.end is None or clause.day.end >= on):
        modality = "scheduled"
    if _is_conditional(clause) and modality:
        asked = any(clause.site.word(k) == "whether" for k in range(max(0, clause.first - 1), clause.first))
        return "expected" if clause.day or (asked and clause.is_several()) else None
    if _is_reported(clause) and modality == "happened":
        return "reported, unconfirmed"
    return modality


def _of_gerund(clause: Clause, form: VerbForm, kind: EventType) -> Occurrence | None:
    """ "After meeting B" has happened, "before attending" is to come; other gerunds tell of no event."""
    lead = clause.site.word(clause.chain.first - 1)
    if lead in _AFTER:
        return "happened"
    if lead in _BEFORE and (form.family in _ATTENDING or kind == "ceremony"):
        ahead = clause.site.word(clause.chain.first - 2) == "ahead"
        return "scheduled" if lead == "before" or ahead else None
    return None


def _would_on(clause: Clause) -> bool:
    """ "Would host her on Monday": what is to come, as told in the past."""
    on, day = clause.site.material.document.report_date, clause.day
    would = any(clause.site.word(k) == "would" for k in range(clause.chain.first, clause.at))
    return would and day is not None and day.end is not None and day.end >= on


def _is_conditional(clause: Clause) -> bool:
    site, first = clause.site, clause.first
    if any(site.word(k).split(" ")[0] in ("if", "unless", "whether") for k in range(max(0, first - 2), first + 1)):
        return True
    would = any(site.word(k) == "would" for k in range(clause.chain.first, clause.at))
    return would and any(t.word in ("if", "unless") for t in site.line.tokens)


def _is_reported(clause: Clause) -> bool:
    """Whether an outlet reports it: "the Post reported Trump has spoken"."""
    tags, first = clause.site.line.tags, clause.first
    before = first - 2 if clause.site.tag(first - 1) == "t" else first - 1
    if before > 0 and tags[before] == "c" and tags[:before].rstrip("vuw")[-1:] == "o":
        return True
    end = clause.end
    said = tags.find("c", end)
    return tags[end : end + 1] == "," and 0 < said <= end + 4 and "o" in tags[end:said]


def _is_denied(clause: Clause) -> bool:
    """Whether somebody denies it: "denied that he had met"."""
    tokens, first = clause.site.line.tokens, clause.first
    return any(t.cue is not None and t.cue.lemma in _DENIES for t in tokens[max(0, first - 2) : first])


def _is_purpose(clause: Clause, form: VerbForm) -> bool:
    """Whether a bare infinitive only says what for; one right behind the subject of a headline tells the event."""
    site, chain = clause.site, clause.chain
    if clause.form != "base" or site.word(chain.first) != "to" or chain.mood != "future":
        return False
    if form.family == "object" and site.tag(chain.before) == "w":
        return False
    opens = clause.subject is not None and clause.subject.last == chain.before and clause.subject.first <= 2
    return not (opens and clause.day is not None)


def _is_linked(clause: Clause) -> bool:
    """Whether the clause hangs on another one or takes up the one before: "also", "after meeting"."""
    site = clause.site
    return clause.form == "gerund" or any(site.word(k) in _LINKING for k in range(clause.chain.first, clause.at))


def _extent(clause: Clause) -> tuple[int, int]:
    """The tokens that tell the event: from the subject or the day before it to the place, day or object."""
    ends = [clause.at]
    if clause.place:
        ends.append(clause.place[1])
    if clause.day_at is not None and clause.day_at > clause.at:
        ends.append(clause.day_at)
    follower = next((p for p in clause.site.phrases if clause.at < p.first < clause.end), None)
    if follower:
        ends.append(follower.last)
    if len(ends) == 1:
        ends.append(min(clause.end - 1, clause.at + 8))
    first = clause.first
    if clause.day_at is not None and clause.day_at < first and first - clause.day_at <= 2:
        first = clause.day_at
    return first, max(ends)
