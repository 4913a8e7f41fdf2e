"""Every shipped table has its source and every field its meaning, and no source is one a reader should not see."""

import csv
import dataclasses
import gzip
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from westphalia.situation import situation_text, situations
from westphalia.world.baseline import Baseline
from westphalia.world.load import BASES, FOLDER, fields, load_baseline, sources
from westphalia.world.table import TABLES

Row = Mapping[str, str]

AGGREGATORS = """
    countryeconomy.com  globaleconomy.com  globalfirepower.com  indexmundi.com  infoplease.com  knoema.com
    macrotrends.net  nationmaster.com  ourworldindata.org  statista.com  theglobaleconomy.com
    tradingeconomics.com  worlddata.info  worldometers.info  worldpopulationreview.com  ycharts.com
"""
REFERENCE_BY_ANYBODY = """
    academia.edu  answers.com  britannica.com  dbpedia.org  everybodywiki.com  fandom.com  investopedia.com
    wikidata.org  wikimili.com  wikipedia.org  wikiwand.com  wikizero.net
"""
FORUMS_AND_POSTS = """
    4chan.org  bsky.app  discord.com  discord.gg  facebook.com  instagram.com  linkedin.com  mastodon.social
    news.ycombinator.com  pinterest.com  quora.com  reddit.com  stackexchange.com  t.me  telegram.me  telegram.org
    threads.net  tiktok.com  truthsocial.com  tumblr.com  twitter.com  vk.com  x.com  youtu.be  youtube.com
"""
SELF_PUBLISHED = """
    blogger.com  blogspot.com  buzzfeed.com  hubpages.com  issuu.com  livejournal.com  medium.com  patreon.com
    scribd.com  slideshare.net  substack.com  weebly.com  wixsite.com  wordpress.com  zerohedge.com
"""
BELLIGERENTS = """
    1tv.ru  aif.ru  belta.by  dumatv.ru  gazeta.ru  interfax.ru  iz.ru  izvestia.ru  kp.ru  kremlin.ru  lenta.ru
    life.ru  mid.ru  mil.ru  news-front.info  pravda.ru  rbc.ru  regnum.ru  ria.ru  rt.com  rtvi.com  ruptly.tv
    russian.rt.com  southfront.org  southfront.press  sputnikglobe.com  sputniknews.com  strategic-culture.su
    tass.com  tass.ru  tvzvezda.ru  ukrinform.net  ukrinform.ua  ukrinform.com  unian.info  unian.net  vesti.ru
    vz.ru  mil.gov.ua  mod.gov.ua  president.gov.ua
"""
REFUSED_HOSTS = frozenset(
    " ".join((AGGREGATORS, REFERENCE_BY_ANYBODY, FORUMS_AND_POSTS, SELF_PUBLISHED, BELLIGERENTS)).split()
)
REFUSED_NAMES = re.compile(
    r"\b(wikipedia|reddit|quora|statista|globalfirepower|global firepower|tradingeconomics|trading economics|"
    r"sputnik|tass|ria novosti|russia today|zero ?hedge|substack|medium\.com|telegram channel|worldometers?|"
    r"macrotrends|countryeconomy|knoema|chatgpt)\b",
    re.IGNORECASE,
)
REGISTRIES = tuple(
    ".".join(x) for x in (("pypi", "org"), ("registry", "npmjs", "org"), ("files", "pythonhosted", "org"))
)
ADDRESS = re.compile(r"https?://[^\s\"'<>|;,)]+", re.IGNORECASE)
REQUIRED = ("id", "title", "publisher", "terms", "provenance")


def host_of(address: str) -> str:
    return (urlsplit(address).hostname or "").lower().removeprefix("www.")


def is_refused(address: str) -> bool:
    """True if the host, or a host it belongs to, is on the list."""
    labels = host_of(address).split(".")
    return any(".".join(labels[k:]) in REFUSED_HOSTS for k in range(len(labels)))


def refused_in(rows: Iterable[Row]) -> list[str]:
    """Every address and every name on the lists, with the row it stands in."""
    found = []
    for number, row in enumerate(rows, start=2):
        text = " ".join(value for value in row.values() if value)
        found += [f"row {number}: {address}" for address in ADDRESS.findall(text) if is_refused(address)]
        found += [f"row {number}: {match.group()}" for match in REFUSED_NAMES.finditer(text)]
    return found


def faults_of_sources(rows: Iterable[Row], tables: set[str]) -> list[str]:
    """What is wrong with the register: empty cells, names twice, tables without source, sources without table."""
    rows = list(rows)
    names = [row["id"] for row in rows]
    found = [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    found += [f"{row['id']}: {column} is empty" for row in rows for column in REQUIRED if not row[column].strip()]
    found += [f"{row['id']}: neither edition nor date" for row in rows if not (row["edition"] or row["date"]).strip()]
    found += [f"{row['id']}: {row['url']} is no address" for row in rows if row["url"] and not host_of(row["url"])]
    named = {table for row in rows for table in row["table"].split("; ") if table}
    found += [f"{table} has no source" for table in sorted(tables - named)]
    return found + [f"{table} is no shipped table" for table in sorted(named - tables)]


def shipped() -> dict[str, Path]:
    return {path.name: path for path in sorted(TABLES.iterdir()) if path.is_file() and not path.name.startswith(".")}


def table_rows(path: Path) -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def columns(path: Path) -> list[str]:
    """The arrays of an archive or the columns of a table."""
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as file:
            return list(file.files)
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    return next(csv.reader(text.splitlines()))


def register(name: str) -> list[dict[str, str]]:
    return table_rows(FOLDER / name)


def test_the_register_of_sources_is_complete() -> None:
    assert faults_of_sources(register("sources.csv"), set(shipped())) == []


def test_no_refused_host_or_name_in_the_register() -> None:
    assert refused_in(register("sources.csv")) == []


def test_no_refused_host_or_name_in_any_table() -> None:
    texts = {name: table_rows(path) for name, path in shipped().items() if path.suffix != ".npz"}
    assert {name: refused_in(rows) for name, rows in texts.items() if refused_in(rows)} == {}


def refused_in_text(text: str) -> list[str]:
    """The same of a text, comments included: its lines joined, as a name may be broken over two."""
    return refused_in([{"text": " ".join(line.strip(" #") for line in text.splitlines())}])


@pytest.mark.parametrize("name", situations())
def test_no_refused_host_or_name_in_a_situation(name: str) -> None:
    assert refused_in_text(situation_text(name)) == []


@pytest.mark.parametrize(
    "added", ["# seen by RIA\n#   Novosti", "     url: https://www.rt.com/news/1}", "via Wikipedia"]
)
def test_a_refused_source_of_a_situation_is_found(added: str) -> None:
    assert len(refused_in_text(f"{situation_text('ukraine-2025-02')}{added}\n")) == 1


def test_no_package_registry_address_ships() -> None:
    texts = [FOLDER / "sources.csv", *(path for path in shipped().values() if path.suffix == ".csv")]
    assert not [path.name for path in texts for host in REGISTRIES if host in path.read_text(encoding="utf-8")]


GOOD = {
    "id": "a", "title": "A table", "publisher": "An office", "edition": "1", "date": "2024", "terms": "facts",
    "provenance": "as published", "url": "https://ec.europa.eu/eurostat", "estimated": "", "table": "a.csv", "note": "",
}  # fmt: skip


def test_a_good_row_passes() -> None:
    assert refused_in([GOOD]) == []
    assert faults_of_sources([GOOD], {"a.csv"}) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://www.reddit.com/r/europe", "https://someone.substack.com/p/tariffs", "https://x.com/someone/status/1",
        "http://en.wikipedia.org/wiki/Tariff", "https://www.rt.com/news/1", "https://tass.com/economy/1",
        "https://eng.mil.ru/en/index.htm", "https://t.me/channel/1", "https://www.globalfirepower.com/",
        "https://tradingeconomics.com/russia", "https://old.blogspot.com/2024", "HTTPS://WWW.STATISTA.COM/chart/1",
    ],
)  # fmt: skip
def test_a_refused_address_is_found(address: str) -> None:
    assert refused_in([GOOD | {"url": address}])
    assert refused_in([GOOD | {"note": f"seen at {address}, May 2024"}])


@pytest.mark.parametrize(
    "address", ["https://netflix.com", "https://box.com/a", "https://mass.gov/tass", "https://rt.co"]
)
def test_hosts_are_compared_whole(address: str) -> None:
    assert not is_refused(address)


@pytest.mark.parametrize("title", ["Sputnik, 3 May", "List of tariffs (Wikipedia)", "as quoted by TASS"])
def test_a_refused_name_is_found(title: str) -> None:
    assert refused_in([GOOD | {"title": title}])


@pytest.mark.parametrize("column", REQUIRED)
def test_an_empty_cell_is_found(column: str) -> None:
    assert any(fault.endswith("is empty") for fault in faults_of_sources([GOOD | {column: " "}], {"a.csv"}))


def test_a_table_without_source_and_a_source_without_table_are_found() -> None:
    assert faults_of_sources([GOOD], {"a.csv", "b.csv"}) == ["b.csv has no source"]
    assert faults_of_sources([GOOD], set()) == ["a.csv is no shipped table"]
    assert faults_of_sources([GOOD, GOOD], {"a.csv"}) == ["a stands twice"]
    assert faults_of_sources([GOOD | {"edition": "", "date": " "}], {"a.csv"}) == ["a: neither edition nor date"]
    assert faults_of_sources([GOOD | {"url": "ec.europa.eu"}], {"a.csv"}) == ["a: ec.europa.eu is no address"]


def undescribed(described: list[str], there: list[str]) -> list[str]:
    """Columns without a row, rows without a column, rows twice; a row such as `<currency>` stands for the rest."""
    rest = [name for name in described if name.startswith("<")]
    missing = sorted(set(there) - set(described))
    found = [f"{name} stands twice" for name in sorted(set(described)) if described.count(name) > 1]
    found += [f"{name} is no field" for name in sorted(set(described) - set(there) - set(rest))]
    if rest and missing:
        return found
    return found + [f"{name} stands for nothing" for name in rest] + [f"{name} is not described" for name in missing]


def test_every_field_of_every_table_is_described_once() -> None:
    faults = {}
    for name, path in shipped().items():
        described = [field.field for field in fields() if field.table == name]
        faults[name] = undescribed(described, columns(path))
    assert {name: found for name, found in faults.items() if found} == {}
    assert {field.table for field in fields()} - set(shipped()) == {"Baseline"}


def test_a_field_without_meaning_and_a_meaning_without_field_are_found() -> None:
    assert undescribed(["a", "b"], ["a", "b"]) == []
    assert undescribed(["a", "<currency>"], ["a", "USD", "GBP"]) == []
    assert undescribed(["a"], ["a", "b"]) == ["b is not described"]
    assert undescribed(["a", "c"], ["a"]) == ["c is no field"]
    assert undescribed(["a", "a"], ["a"]) == ["a stands twice"]
    assert undescribed(["a", "<currency>"], ["a"]) == ["<currency> stands for nothing"]


def test_every_derived_field_of_a_base_is_described() -> None:
    described = {field.field for field in fields() if field.table == "Baseline"}
    derived = {name for name, value in vars(Baseline).items() if hasattr(value, "attrname")}
    assert described == derived
    stored = {field.field for field in fields() if field.table == "icio-2022.npz"} - {"countries", "sectors"}
    assert stored == {field.name for field in dataclasses.fields(Baseline)} - {"name", "axes", "estimated"}


def test_fields_say_stock_or_flow_and_name_their_source() -> None:
    known = {source.id for source in sources()} | {"computed"}
    by_row = {f"{field.table}: {field.field}" for field in fields() if field.field in ("source", "url")}
    for field in fields():
        where = f"{field.table} {field.field}"
        assert field.meaning, where
        assert field.stock_or_flow in ("stock", "flow", ""), where
        assert field.stock_or_flow or not field.unit.startswith("USD"), where
        assert set(re.split(r"[|;]\s*", field.source)) <= known | by_row, where


def test_every_base_says_what_is_estimated() -> None:
    for name in BASES:
        statements = load_baseline(name).estimated
        assert len(statements) >= 4, name
        assert all(statement == statement.strip() and statement for statement in statements), name
    assert any("destination of final demand" in text for text in load_baseline("icio-2022").estimated)
    assert any("home flow" in text for text in load_baseline("goods-2023-194").estimated)


def test_mirrors_are_named_in_the_note_only() -> None:
    mirrors = re.compile(r"\b(github|gitlab)(\.com)?\b(?!\.io)|githubusercontent|pypi", re.IGNORECASE)
    for source in sources():
        assert not mirrors.search(f"{source.title} {source.publisher} {source.url}"), source.id
