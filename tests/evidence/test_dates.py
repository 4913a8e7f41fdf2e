"""Date expressions as intervals of days, form by form."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.days.calendar_days import WEEKDAYS, nearest_weekday, shifted, whole
from westphalia.evidence.days.dates import read_dates
from westphalia.evidence.days.named_days import easter, named_day, us_election_day
from westphalia.evidence.words.text import sentences

ON = date(2025, 6, 4)  # a Wednesday


def dates(text: str, on: date = ON) -> tuple[DateInterval, ...]:
    return read_dates(text, sentences(text), on)


def days(text: str) -> tuple[str | None, str | None]:
    (found,) = dates(text)
    return found.start and found.start.isoformat(), found.end and found.end.isoformat()


@pytest.mark.parametrize(
    ("text", "expression", "start", "end"),
    [
        ("They met on Monday.", "on Monday", "2025-06-02", "2025-06-02"),
        ("They will meet on Monday.", "on Monday", "2025-06-09", "2025-06-09"),
        ("They met on Wednesday.", "on Wednesday", "2025-06-04", "2025-06-04"),
        ("They are expected to meet on Wednesday.", "on Wednesday", "2025-06-04", "2025-06-04"),
        ("On Thursday, he will fly home.", "On Thursday", "2025-06-05", "2025-06-05"),
        ("They met last Wednesday.", "last Wednesday", "2025-05-28", "2025-05-28"),
        ("They will meet next Tuesday.", "next Tuesday", "2025-06-10", "2025-06-10"),
        ("They spoke on Sunday evening.", "on Sunday evening", "2025-06-01", "2025-06-01"),
        ("The talks, long agreed, open on Friday.", "on Friday", "2025-06-06", "2025-06-06"),
        ("They met over the weekend.", "over the weekend", "2025-05-31", "2025-06-01"),
        ("They will meet at the weekend.", "at the weekend", "2025-06-07", "2025-06-08"),
        ("They met last week.", "last week", "2025-05-26", "2025-06-01"),
        ("They meet this week.", "this week", "2025-06-02", "2025-06-08"),
        ("They will meet next week.", "next week", "2025-06-09", "2025-06-15"),
        ("They will meet in the coming week.", "in the coming week", "2025-06-04", "2025-06-10"),
        ("They met this month.", "this month", "2025-06-01", "2025-06-04"),
        ("They will meet later this month.", "later this month", "2025-06-04", "2025-06-30"),
        ("They met last month.", "last month", "2025-05-01", "2025-05-31"),
        ("They met last year.", "last year", "2024-01-01", "2024-12-31"),
        ("They met today.", "today", "2025-06-04", "2025-06-04"),
        ("They will meet tomorrow.", "tomorrow", "2025-06-05", "2025-06-05"),
        ("They met yesterday.", "yesterday", "2025-06-03", "2025-06-03"),
        ("They met on 3 June 2024.", "on 3 June 2024", "2024-06-03", "2024-06-03"),
        ("They met on June 3rd, 2024.", "on June 3rd, 2024", "2024-06-03", "2024-06-03"),
        ("They met on 24-25 May.", "on 24-25 May", "2025-05-24", "2025-05-25"),
        ("They will meet on 24 and 25 June.", "on 24 and 25 June", "2025-06-24", "2025-06-25"),
        ("They met on Tuesday, 3 June.", "on Tuesday, 3 June", "2025-06-03", "2025-06-03"),
        ("The duty applies from 1 August.", "from 1 August", "2025-08-01", None),
        ("It was threatened from 1 July.", "from 1 July", "2025-07-01", None),
        ("They met in March.", "in March", "2025-03-01", "2025-03-31"),
        ("They met in November.", "in November", "2024-11-01", "2024-11-30"),
        ("They met in April 2022.", "in April 2022", "2022-04-01", "2022-04-30"),
        ("It has been so since January.", "since January", "2025-01-01", "2025-06-04"),
        ("It will be done by 2027.", "by 2027", None, "2027-12-31"),
        ("It will be done by the end of 2027.", "by the end of 2027", None, "2027-12-31"),
        ("It will be done in 2029 at the latest.", "in 2029 at the latest", None, "2029-12-31"),
        ("It will be done by the end of the decade.", "by the end of the decade", None, "2029-12-31"),
        ("It will be done within three years.", "within three years", None, "2028-06-04"),
        ("It will be done by April 2027.", "by April 2027", None, "2027-04-30"),
        ("It will start from 2026.", "from 2026", "2026-01-01", None),
        ("It was so in 1944.", "in 1944", "1944-01-01", "1944-12-31"),
        ("It was so between 2014 and 2019.", "between 2014 and 2019", "2014-01-01", "2019-12-31"),
        ("The plan for 2027-28 stands.", "2027-28", "2027-01-01", "2028-12-31"),
        ("It was so three years ago.", "three years ago", "2022-01-01", "2022-12-31"),
        ("Three years on from Russia's invasion, talks began.", "Three years on", "2022-02-24", "2022-02-24"),
        (
            "They met on the eve of the second anniversary of the invasion of Ukraine.",
            "on the eve of the second anniversary of the invasion of Ukraine",
            "2024-02-23",
            "2024-02-23",
        ),
        ("They met on Good Friday.", "on Good Friday", "2025-04-18", "2025-04-18"),
        ("They met on VE Day at 11:00 GMT.", "on VE Day at 11:00 GMT", "2025-05-08", "2025-05-08"),
        ("They will meet on Bastille Day.", "on Bastille Day", "2025-07-14", "2025-07-14"),
        (
            "It began on the 6th day of the 6th month, in 1944.",
            "on the 6th day of the 6th month, in 1944",
            "1944-06-06",
            "1944-06-06",
        ),
        ("They will meet in the spring.", "in the spring", "2026-03-01", "2026-05-31"),
        ("They met in the spring.", "in the spring", "2025-03-01", "2025-05-31"),
        ("It will be over by next spring.", "by next spring", None, "2026-05-31"),
        ("It will last through the autumn.", "through the autumn", None, "2025-11-30"),
        ("They will meet this winter.", "this winter", "2025-12-01", "2026-02-28"),
        ("It was agreed in the summer of 2022.", "in the summer of 2022", "2022-06-01", "2022-08-31"),
        ("It will be done by Christmas.", "by Christmas", None, "2025-12-25"),
        ("They will vote before Easter.", "before Easter", None, "2026-04-04"),
        ("Output fell in the second quarter.", "in the second quarter", "2025-04-01", "2025-06-30"),
        ("Output fell in Q3 2024.", "in Q3 2024", "2024-07-01", "2024-09-30"),
        ("Output fell in the first half of 2024.", "in the first half of 2024", "2024-01-01", "2024-06-30"),
        ("Talks will go on in the coming weeks.", "in the coming weeks", "2025-06-04", None),
        ("It will be done by the end of next year.", "by the end of next year", None, "2026-12-31"),
        ("It rises to 3% at the end of the decade.", "at the end of the decade", "2029-12-31", "2029-12-31"),
        ("They met in mid-May.", "in mid-May", "2025-05-11", "2025-05-20"),
        ("It is paid this financial year.", "this financial year", "2025-04-01", "2026-03-31"),
        ("Last month’s gathering failed.", "Last month", "2025-05-01", "2025-05-31"),
        ("This afternoon’s call was short.", "This afternoon", "2025-06-04", "2025-06-04"),
        ("In the afternoon, they talked.", "In the afternoon", "2025-06-04", "2025-06-04"),
        ("He was to have visited Vilnius on Thursday.", "on Thursday", "2025-06-05", "2025-06-05"),
        ("The duty rises from MONDAY.", "from MONDAY", "2025-06-09", None),
        ("Voting ran from Thursday to Sunday.", "from Thursday to Sunday", "2025-05-29", "2025-06-01"),
        ("They met the day before yesterday.", "the day before yesterday", "2025-06-02", "2025-06-02"),
        ("It has grown since the 1990s.", "since the 1990s", "1990-01-01", "2025-06-04"),
        ("The deal will be signed on Friday.", "on Friday", "2025-06-06", "2025-06-06"),
        ("It was signed on 2025-05-08.", "2025-05-08", "2025-05-08", "2025-05-08"),
    ],
)  # fmt: skip
def test_forms(text: str, expression: str, start: str | None, end: str | None) -> None:
    (found,) = dates(text)
    assert found.span.text == expression
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "She told BBC One's Sunday with Laura Hill programme.",
        "He told the Sunday Chronicle.",
        "They opened a photography show, Sunday in Kharkiv, at the Vatican.",
        "She told the World Tonight.",
        "He argued so on the Today programme.",
        "Quizzed on telly show Sunday Breakfast, he said so.",
        "It must be ready within ninety days of a ceasefire.",
        "They spend 5% of GDP a year on defence.",
        "Preparing for winter is hard, and the summer break is short.",
        "The Sunday Times reported it.",
        "He may march on.",
        "The 1500 soldiers marched.",
        "It costs 2,024 pounds and weighs 2025kg.",
        "On 31 June nothing happened.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [d.span.text for d in dates(text)] == []


def test_a_clause_that_looks_ahead_does_not_turn_the_one_that_looks_back() -> None:
    told, will = dates("On Sunday the minister told the press he would resign, and his party will meet on Monday.")
    assert (told.start, will.start) == (date(2025, 6, 1), date(2025, 6, 9))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The premier will speak following talks on Tuesday.", ["06-03"]),
        ("The call will take place after talks in Bern over the weekend.", ["05-31"]),
        ("The board will decide after a debate on Friday.", ["06-06"]),
        ("The two spoke by telephone ahead of Monday’s virtual meeting.", ["06-09"]),
        ("They met on Sunday ahead of Monday’s talks.", ["06-01", "06-02"]),
        ("They are to meet before Friday’s vote.", ["06-06"]),
        ("He stepped down after Monday’s vote.", ["06-02"]),
        ("Both agreed to a pause during talks in Bern, earlier this week.", ["06-02"]),
        ("On Monday, the envoy had claimed that the premier “assured me today” of it.", ["06-02", "06-02"]),
        ("“It ends today,” she said.", ["06-04"]),
        ("On May 26, the envoy spoke. The next day, he left. Two days later, I did.", ["05-26", "05-27", "05-28"]),
        ("On Monday, both agreed to meet on Friday.", ["06-02", "06-06"]),
        ("The levy came about a week back.", ["05-28"]),
    ],
)  # fmt: skip
def test_days_seen_from_their_own_clause(text: str, starts: list[str]) -> None:
    assert [d.start and d.start.isoformat()[5:] for d in dates(text)] == starts


def test_a_count_without_a_day_to_count_from_is_none() -> None:
    assert dates("Two days earlier the two had clashed. The next day all was well.") == ()


def test_earlier_this_week_ends_with_the_report() -> None:
    (found,) = dates("An agreement earlier this week.")
    assert (found.start, found.end) == (date(2025, 6, 2), ON)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 6))
def test_the_nearest_weekday_is_within_a_week_on_its_side(on: date, weekday: int) -> None:
    past, ahead = nearest_weekday(weekday, on, "past"), nearest_weekday(weekday, on, "future")
    assert past.weekday() == ahead.weekday() == weekday
    assert on - timedelta(days=6) <= past <= on <= ahead <= on + timedelta(days=6)
    assert nearest_weekday(weekday, on, "last") < on < nearest_weekday(weekday, on, "next")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_weekday_of_the_past_is_read_back(on: date, weekday: str) -> None:
    (found,) = dates(f"They met on {weekday}.", on)
    assert found.start is not None
    assert WEEKDAYS[found.start.weekday()] == weekday
    assert timedelta(0) <= on - found.start < timedelta(days=7)


@given(st.dates(), st.integers(-5000, 5000), st.sampled_from(["day", "week", "month", "year", "decade"]))
def test_shifting_stays_inside_the_calendar(on: date, n: int, unit: str) -> None:
    assert date.min <= shifted(on, n, unit) <= date.max


@given(
    st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)),
    st.sampled_from(["week", "month", "quarter", "year", "decade"]),
)
def test_a_whole_period_holds_its_day(on: date, unit: str) -> None:
    start, end = whole(on, unit)
    assert start <= on <= end
    assert whole(start, unit) == whole(end, unit) == (start, end)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, "04-02"),
        (1999, "04-04"),
        (2000, "04-23"),
        (2008, "03-23"),
        (2024, "03-31"),
        (2025, "04-20"),
        (2038, "04-25"),
    ],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


def test_days_that_move() -> None:
    assert named_day("Remembrance Sunday", 2024) == date(2024, 11, 10)
    assert named_day("Thanksgiving", 2024) == date(2024, 11, 28)
    assert named_day("Memorial Day", 2025) == date(2025, 5, 26)
    assert us_election_day(2024) == date(2024, 11, 5)
    assert us_election_day(2022) == date(2022, 11, 8)
