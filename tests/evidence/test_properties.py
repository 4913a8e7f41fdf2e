"""What holds for every report: spans stand in the text, and a changed report gives a changed reading, no more."""

import random
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Figure, Reading
from westphalia.evidence.names.gazetteer import place_mentions
from westphalia.evidence.numbers.lever_name import short
from westphalia.evidence.read import figures_json, read_text
from westphalia.evidence.words.text import sentences
from westphalia.world.countries import countries, currencies, members

ON = date(2025, 9, 18)
EXAMPLES = settings(max_examples=60, deadline=None)


def is_plain(code: str) -> bool:
    """A country of one word that, with its people, means nothing else."""
    country = countries()[code]
    doubtful = {country.name, *country.demonyms[:1]} & set(country.weak)
    return country.kind == "country" and bool(country.demonyms) and country.name.isalpha() and not doubtful


PLACES = tuple(filter(is_plain, countries()))
ALLIES = tuple(filter(is_plain, members("NATO")))
CURRENCY_WORD = re.compile(r"[a-z ]+s|yen|yuan")
MONEY = tuple(code for code, c in currencies().items() if any(CURRENCY_WORD.fullmatch(w) for w in c.words))
PERSONS = ("Ada Brandt", "Omar Keane", "Lin Duarte", "Petra Novak", "Samuel Okoye")

rates = st.integers(1, 99)
tenths = st.integers(11, 69).map(lambda n: n / 10)
places = st.sampled_from(PLACES)


def named(code: str) -> str:
    """A country as a sentence names it."""
    return {"NLD": "the Netherlands", "PHL": "the Philippines"}.get(code, countries()[code].name)


def opening(code: str) -> str:
    return named(code)[0].upper() + named(code)[1:]


@dataclass(frozen=True)
class Told:
    """A sentence and the figures it must give: span, measure, subject, target, role."""

    text: str
    figures: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], str | None], ...]


@st.composite
def told(draw: st.DrawFn) -> Told:
    kind = draw(st.sampled_from(["duty", "duties", "share", "target", "loss", "gap"]))
    imposer, one, two = draw(st.lists(places, min_size=3, max_size=3, unique=True))
    rate, other = draw(rates), draw(rates)
    ally, second = draw(st.lists(st.sampled_from(ALLIES), min_size=2, max_size=2, unique=True))
    share, goal = draw(tenths), draw(tenths)
    if kind == "duty":
        text = f"{opening(imposer)} will impose a {rate}% tariff on goods from {named(one)}."
        return Told(text, ((f"{rate}%", "tariff_rate", (imposer,), (one,), None),))
    if kind == "duties":
        listed = f"{rate}% on imports from {named(one)} and {other}% on those from {named(two)}"
        text = f"{opening(imposer)} announced duties of {listed}."
        return Told(
            text,
            (
                (f"{rate}%", "tariff_rate", (imposer,), (one,), None),
                (f"{other}%", "tariff_rate", (imposer,), (two,), None),
            ),
        )
    if kind == "share":
        text = f"{opening(ally)} spent {share} per cent of its GDP on defence, {named(second)} {goal} per cent."
        return Told(
            text,
            (
                (f"{share} per cent of its GDP", "defence_share", (ally,), (), "current"),
                (f"{goal} per cent", "defence_share", (second,), (), "current"),
            ),
        )
    if kind == "target":
        text = f"{opening(ally)} wants to raise defence spending from {share}% to {goal}% of GDP by 2031."
        return Told(
            text,
            (
                (f"{share}%", "defence_share", (ally,), (), "from"),
                (f"{goal}% of GDP", "defence_share", (ally,), (), "to"),
            ),
        )
    if kind == "loss":
        demonym = countries()[one].demonyms[0]
        text = f"The measure could cost {demonym} exporters €{rate}bn a year."
        return Told(text, ((f"€{rate}bn", "exports_loss", (one,), (), None),))
    word = next(filter(CURRENCY_WORD.fullmatch, currencies()[draw(st.sampled_from(MONEY))].words))
    return Told(f"The fund of {rate} million {word} is empty.", ((f"{rate} million {word}", "other", (), (), None),))


def seen(figure: Figure) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str | None]:
    return figure.span.text, figure.measure, figure.subject, figure.target, figure.role


def read(*parts: str) -> Reading:
    return read_text("\n".join(parts), "made-up.txt", ON)


@EXAMPLES
@given(told())
def test_a_sentence_gives_its_figures_and_no_other(one: Told) -> None:
    found = tuple(map(seen, read(one.text).figures))
    assert [f[:2] + f[4:] for f in found] == [f[:2] + f[4:] for f in one.figures]
    if one.figures[0][1] != "other":
        assert found == one.figures


@EXAMPLES
@given(st.lists(told(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_sentences_changes_the_order_of_figures_only(parts: list[Told], shuffler: random.Random) -> None:
    def read_parts(order: list[Told]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], str | None]]:
        return [seen(f) for f in read(*(p.text for p in order)).figures]

    mixed = list(parts)
    shuffler.shuffle(mixed)
    for order in (parts, mixed):
        found, wanted = read_parts(order), [f for p in order for f in p.figures]
        assert [f for f in found if f[1] != "other"] == [f for f in wanted if f[1] != "other"]


@EXAMPLES
@given(rates, places, places, st.sampled_from(PERSONS), st.sampled_from(PERSONS))
def test_changed_names_change_the_reading_and_leave_no_trace(
    rate: int, old: str, new: str, who: str, other: str
) -> None:
    def report(place: str, person: str) -> str:
        return f"{person}, the finance minister, said {named(place)} would impose a {rate}% tariff on all imports."

    first, second = report(old, who), report(new, other)
    assert figures_json(read(first))[0]["lever"] == f"{short(old)}_tariff_rate_all_imports"
    (figure,) = read(second).figures
    assert (figure.subject, figure.target, figure.attributed_to) == ((new,), ("ALL",), other)
    left = str(figure.model_dump())
    assert who == other or who not in left
    assert old == new or f"'{old}'" not in left


@EXAMPLES
@given(rates, st.integers(2, 400), tenths)
def test_changed_numbers_change_the_reading(rate: int, money: int, share: float) -> None:
    norway = f"which will lose £{money}m of exports and spends {share}% of GDP on defence"
    text = f"The US levied a {rate}% tariff on Norway, {norway}."
    found = read(text).figures
    assert [f.value for f in found] == [rate, money * 1e6, share]
    assert [f.normalised for f in found] == [pytest.approx(rate / 100), money * 1e6, pytest.approx(share / 100)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read(text)
    except EvidenceError:
        return
    for span in (
        [f.span for f in reading.figures] + [f.context for f in reading.figures] + [d.span for d in reading.dates]
    ):
        assert reading.document.text[span.start : span.end] == span.text


_KNOWN = """the tariff of 20% on £22bn €3.5 billion from to by 2030 Germany and France, said. (up to $5bn) “in a day”
2.3 per cent GDP defence spending Mr Trump will impose 10-15 – 1,000 drones over six regions five on Monday, last
week 11:00 GMT F-16 No 10 3 May 2024 between half of exports the EU's
which at least 40bn zloty a year its their he 1 ."""
WORDS = st.sampled_from([*_KNOWN.split(), "\n", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_jumble_of_the_words_it_knows_is_read_or_refused(words: list[str]) -> None:
    text = " ".join(words)
    try:
        reading = read(text)
    except EvidenceError:
        return
    names = {f.id for f in reading.figures}
    last = -1
    for figure in reading.figures:
        assert reading.document.text[figure.span.start : figure.span.end] == figure.span.text
        assert figure.span.start > last
        assert figure.context.start <= figure.span.start < figure.context.end
        assert {figure.equivalent_of, figure.range_with} - {None} <= names
        assert figure.value >= 0
        last = figure.span.start


@given(st.text(max_size=300))
def test_sentences_are_parts_of_the_text_in_order(text: str) -> None:
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(text.split()) == "".join("".join(s.text for s in found).split())


def test_every_plain_name_of_a_country_is_found() -> None:
    missed = []
    for code, country in countries().items():
        for name in (country.name, *country.names, *country.demonyms, *country.capitals):
            text = f"They saw {name} today."
            if (
                country.kind != "rest"
                and name not in country.weak
                and code not in {m.actor for m in place_mentions(text)}
            ):
                missed.append(name)
    assert missed == []
