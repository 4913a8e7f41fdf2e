"""Reports made up for benchmarks: as many as wanted, no two alike, the same on every machine."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

LENGTH = 5_000  # characters
PLAIN = 0.75  # share of sentences without a figure, about that of news
FIRST_DAY = date(2025, 1, 6)
_LISTS = {
    "given": """Anna Bruno Clara David Elena Felix Greta Henrik Irena Jonas Katya Leon Marta Nils Olga Pavel Rosa
        Stefan""",
    "family": """Albrecht Berger Castellan Dorin Eklund Ferrand Gruber Halvorsen Ilves Jansky Kovar Lindqvist Marchetti
        Nowicki Orban-Kiss Petrov Quint Rasmussen Salonen Tamm Urbanek Vestergaard Weiss Zielinski""",
    "country": """France Germany Poland Italy Spain Canada Japan Mexico Norway Sweden Finland Estonia Greece Turkey""",
    "demonym": "French German Polish Italian Spanish Canadian Japanese Mexican Norwegian Swedish Finnish Greek",
    "capital": "Paris Berlin Warsaw Rome Madrid Ottawa Tokyo Oslo Stockholm Helsinki Brussels London Washington",
    "day": "Monday Tuesday Wednesday Thursday Friday",
    "verb": "said warned added insisted argued announced",
    "goods": "steel cars wine chemicals timber machinery beef aluminium",
    "month": "January February March April May June July August September October November December",
    "few": "two three five ten",
}
_CHOICES = {name: words.split() for name, words in _LISTS.items()}
_OFFICES = ("finance minister", "foreign minister", "defence minister", "trade minister", "prime minister")
_OPENING = (
    "{country} will impose tariffs of {rate}% on {goods} from {other} from next month, {name}, the {demonym} {office}, "
    "{verb} on {day}.",
    "The {demonym} government pledged €{sum}bn for Ukraine on {day}, a day before leaders meet in {capital}.",
    "{name}, the {demonym} {office}, flew to {capital} on {day} for talks on a ceasefire in Ukraine.",
)
_FIGURES = (
    "“We will not accept this,” {last} {verb}. “It is a bad day for {country}.”",
    "“The offer of €{sum}bn stands,” he {verb}, “but nobody should think that it stands for ever.”",
    "{name}, an economist at the University of {capital}, {verb} that the duty would cost {other} {rate2}% of its "
    "exports.",
    "According to the Institute for Trade Research, exports to {other} fell by {rate}% to ${sum} billion last year.",
    "{country} spends {rate2} per cent of GDP on defence, and wants to reach {rate3} per cent by {year}.",
    "The {office} of {other} urged the European Union to answer with duties of {rate}% on American goods.",
    "Nato's secretary general called on allies to send {count} more air defence systems before the winter.",
    "“If they raise it to {rate}%, we will raise ours to {rate4}%,” she told reporters in {capital}.",
    "The sum is the equivalent of ${sum}bn (€{sum2}bn), spread over {few} years.",
    "Officials expect a first tranche of €{sum2} million to be delivered by the end of {month}.",
    "{last} rejected the plan as “a gift to Moscow”, and demanded a vote in parliament within {few} weeks.",
    "About {count},000 soldiers took part in the exercise, {few} times as many as in {past}.",
    "The shares of makers of {goods} lost between {rate2}% and {rate}% in early trading.",
    "Russia said its forces had shot down {count} drones overnight, a claim that could not be checked.",
    "{country} and {other} agreed in {month} to set up a joint fund of £{sum2}m, though it has not been paid in.",
    "The bloc bought {rate}% of its {goods} from {other} in {past}, against {rate2}% a decade ago.",
)
_PROSE = (
    "A spokesman for the {demonym} {office} declined to say when the money would be paid.",
    "Last week the two sides met in {capital}, but the talks ended without a deal.",
    "Both leaders will hold a summit in {capital} on {day}, an official with knowledge of the plans told Reuters.",
    "It is the third such visit since {month} {past}, and the first since the election.",
    "“Nobody has asked us,” complained {name}, who runs a small company near {capital} that sells {goods}.",
    "He later posted on X that the report was wrong, and that no decision had been made.",
    "The talks in {capital} broke up late on {day}, with both sides blaming the other for the lack of progress.",
    "{name}, the {demonym} {office}, told parliament that the government would not be rushed into a decision.",
    "“This is not how friends treat each other,” {name} told reporters after the meeting in {capital}.",
    "Diplomats said that the mood in the room had been tense, though nobody raised a voice or left the table.",
    "For {country}, which shares a long border with {other}, the question is as much about security as about trade.",
    "{last} has long argued that Europe must be able to defend itself without waiting for others to come to its aid.",
    "Ukraine’s president, Volodymyr Zelensky, is expected in {capital} on {day}, where he will meet the {demonym} "
    "{office}.",
    "The Kremlin’s spokesman, Dmitry Peskov, {verb} that Moscow had seen the proposal and would study it carefully.",
    "Critics of the plan say that it rewards those who did least, and that it will be forgotten before the next "
    "election.",
    "In {capital} the reaction was cool: ministers had hoped for a statement of principle and were given a list of "
    "wishes.",
    "He said he had spoken to his {demonym} counterpart by telephone, and that they had agreed to meet again soon.",
    "The European Commission’s president, Ursula von der Leyen, urged member states to act together and to act "
    "quickly.",
    "Asked whether {country} would send troops, she replied: “We are not there yet, and I hope that we never will be.”",
    "Farmers in the north of {country} have protested for weeks against what they call unfair competition from "
    "{other}.",
    "The announcement came as a surprise to officials in {capital}, who had been told to expect nothing before "
    "{month}.",
    "Analysts believe that the government wants to buy time, and that it has little to offer beyond what is on the "
    "table.",
    "The opposition accused {last} of surrendering to pressure from abroad; the government called the charge absurd.",
    "A senior official, who asked not to be named, described the draft as “a list of things we would all like to "
    "have”.",
    "It was not clear on {day} whether the two leaders would appear together, or whether there would be a joint "
    "statement.",
    "Since the invasion began, {country} has taken in many who fled, and its towns have changed in ways no one "
    "planned.",
    "“They promised us a factory,” {verb} {name}, who has lived there all her life, “and what we have is a fence.”",
    "The two countries signed a treaty of friendship in {capital} long ago, but relations have soured since the "
    "last vote.",
    "If the parliament rejects the bill, the {office} has said that he will resign and call an early election.",
    "Nobody in the delegation wished to comment on a report in the Financial Times that a deal had been reached.",
)


def _day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number % 600)


def _filling(chance: Random, last: str) -> dict[str, str | float]:
    """What fills the places of a sentence."""
    country, other = chance.sample(_CHOICES["country"], 2)
    return {name: chance.choice(words) for name, words in _CHOICES.items()} | {
        "country": country, "other": other, "last": last, "office": chance.choice(_OFFICES),
        "name": f"{chance.choice(_CHOICES['given'])} {chance.choice(_CHOICES['family'])}",
        "rate": chance.randint(5, 60), "rate2": chance.randint(10, 40) / 10, "rate3": chance.randint(41, 60) / 10,
        "rate4": chance.randint(20, 99), "sum": chance.randint(2, 900), "sum2": chance.randint(2, 900),
        "count": chance.randint(3, 400), "year": chance.randint(2027, 2035), "past": chance.randint(2014, 2024),
    }  # fmt: skip


def report(number: int, length: int = LENGTH, *, dated: bool = True) -> str:
    """The report of a number: a heading, a dateline if it is dated, and paragraphs of one to three sentences."""
    chance = Random(number)
    last, day = chance.choice(_CHOICES["family"]), _day_of(number)
    opening = chance.choice(_OPENING).format(**_filling(chance, last))
    place = (
        f"{chance.choice(_CHOICES['capital']).upper()}, {day.day} {_CHOICES['month'][day.month - 1]} {day.year} — "
        if dated
        else ""
    )
    text = f"Report {number}: {last} on {chance.choice(_CHOICES['goods'])}\n\n{place}{opening}"
    while len(text) < length:
        kinds = [_PROSE if chance.random() < PLAIN else _FIGURES for _ in range(chance.randint(1, 3))]
        text += "\n\n" + " ".join(chance.choice(kind).format(**_filling(chance, last)) for kind in kinds)
    return text + "\n"


def written(count: int, folder: Path) -> Iterator[Path]:
    """Paths of reports, each written when it is asked for; every tenth is longer or shorter than the others."""
    for number in range(count):
        path = folder / f"report-{number:06}.txt"
        path.write_text(report(number, LENGTH * (1 + number % 3) // 2 if number % 10 == 0 else LENGTH), "utf-8")
        yield path
