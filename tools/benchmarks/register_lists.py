"""Lists of invented designations in both formats the register reads, of any length, for measuring.

python register_lists.py uk|ftm COUNT EDITION FILE

Edition 1 holds numbers 0 to COUNT - 1. In edition 2 one in a hundred is gone, one in a hundred is amended, and as many
are added as went. Records have the length of those of a long list (about 2.4 kB of XML), with elements the register
does not keep.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

PERIOD = 100
REASON = (
    "Example {k} is invented for measuring and stands for a statement of reasons of ordinary length, which says on "
    "which ground of the regulations somebody was designated, what is known of the conduct in question, since when, "
    "and with whom; it is quoted by the register with its place and never put into other words. "
) * 2
REGIMES = ("Example Regime North", "Example Regime South", "Example Regime East", "Example Regime West")
TYPES = ("Individual", "Entity", "Entity", "Ship")
SCHEMATA = ("Person", "Organization", "Company", "Vessel")
INDICATORS = (
    "AssetFreeze", "ArmsEmbargo", "TargetedArmsEmbargo", "CharteringOfShips", "ClosureOfRepresentativeOffices",
    "CrewServicingOfShipsAndAircraft", "Deflag", "PreventionOfBusinessArrangements", "ProhibitionOfPortEntry",
    "TravelBan", "PreventionOfCharteringOfShips", "PreventionOfCharteringOfShipsAndAircraft",
    "TechnicalAssistanceRelatedToAircraft", "TrustServicesSanctions", "DirectorDisqualificationSanction",
)  # fmt: skip


def numbers(count: int, edition: int) -> Iterator[int]:
    """Which records an edition holds."""
    if edition == 1:
        return iter(range(count))
    return (k for k in range(count + count // PERIOD) if k % PERIOD or k >= count)


def uk_list(path: Path, count: int, edition: int) -> None:
    """Write a list with the elements of the UK Sanctions List."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<Designations>\n<DateGenerated>0{edition}/01/2025')
        file.write("</DateGenerated>\n")
        file.writelines(_uk_record(k, edition) for k in numbers(count, edition))
        file.write("</Designations>\n")


def _uk_record(k: int, edition: int) -> str:
    flags = "".join(f"      <{name}>{str(_has(k, n, edition)).lower()}</{name}>\n" for n, name in enumerate(INDICATORS))
    names = "".join(
        f"      <Name>\n        <Name1>Example</Name1>\n        <Name6>Trading {k} {kind}</Name6>\n"
        f"        <NameType>{kind}</NameType>\n      </Name>\n"
        for kind in ("Primary Name", "Primary Name Variation", "Alias")
    )
    return (
        f"  <Designation>\n    <LastUpdated>{1 + k % 28:02}/03/2024</LastUpdated>\n"
        f"    <DateDesignated>{1 + k % 28:02}/{1 + k % 12:02}/{2014 + k % 11}</DateDesignated>\n"
        f"    <UniqueID>EXA{k:06}</UniqueID>\n    <OFSIGroupID>{k}</OFSIGroupID>\n"
        f"    <UNReferenceNumber>{f'EXi.{k}' if k % 10 == 0 else ''}</UNReferenceNumber>\n"
        f"    <Names>\n{names}    </Names>\n    <RegimeName>{REGIMES[k % 4]}</RegimeName>\n"
        f"    <IndividualEntityShip>{TYPES[k % 4]}</IndividualEntityShip>\n"
        f"    <DesignationSource>{'UN' if k % 10 == 0 else 'UK'}</DesignationSource>\n"
        "    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>\n"
        f"    <SanctionsImposedIndicators>\n{flags}    </SanctionsImposedIndicators>\n"
        f"    <OtherInformation>Invented for measuring.</OtherInformation>\n"
        f"    <UKStatementofReasons>{REASON.format(k=k)}</UKStatementofReasons>\n"
        f"    <Addresses>\n      <Address>\n        <AddressLine1>{k} Example Street</AddressLine1>\n"
        "        <AddressLine6>Exampleton</AddressLine6>\n        <AddressCountry>Nowhere</AddressCountry>\n"
        "      </Address>\n    </Addresses>\n    <IndividualDetails>\n      <Individual>\n        <DOBs>\n"
        "          <DOB>dd/mm/1970</DOB>\n        </DOBs>\n        <Positions>\n"
        "          <Position>Invented</Position>\n        </Positions>\n      </Individual>\n"
        "    </IndividualDetails>\n  </Designation>\n"
    )


def _has(k: int, n: int, edition: int) -> bool:
    """Whether a record carries a measure; one in a hundred has another set in the second edition."""
    amended = edition == 2 and k % PERIOD == 1
    return n == 0 or (k + n + amended) % 7 == 0


def ftm_list(path: Path, count: int, edition: int) -> None:
    """Write a list of FollowTheMoney entities: one line for each subject and one for its sanction."""
    with path.open("w", encoding="utf-8") as file:
        for k in numbers(count, edition):
            file.writelines(f"{json.dumps(entity)}\n" for entity in _ftm_records(k, edition))


def _ftm_records(k: int, edition: int) -> Iterator[dict[str, object]]:
    subject = f"NK-example{k:06}"
    known = {"datasets": ["example"], "first_seen": "2024-01-01T00:00:00", "last_seen": "2025-01-01T00:00:00"}
    names = {"name": [f"Example Trading {k}"], "alias": [f"Example Alias {k}", f"Another Example {k}"]}
    notes = {"country": ["zz"], "notes": ["Invented for measuring."], "topics": ["sanction"]}
    yield {
        "id": f"example-{k:06}", "caption": f"Example Regime {k % 4}", "schema": "Sanction", "referents": [],
        "properties": {
            "entity": [subject], "authority": ["Example Authority"], "authorityId": [f"EXA{k}"],
            "program": [REGIMES[k % 4]], "reason": [REASON.format(k=k)], "startDate": [f"{2014 + k % 11}-03-01"],
            "provisions": [name for n, name in enumerate(INDICATORS) if _has(k, n, edition)],
        },
    } | known  # fmt: skip
    yield {
        "id": subject, "caption": f"Example Trading {k}", "schema": SCHEMATA[k % 4], "target": True,
        "referents": [f"gb-example-{k:06}", f"un-example-{k:06}"], "properties": names | notes,
    } | known  # fmt: skip


WRITERS = {"uk": uk_list, "ftm": ftm_list}

if __name__ == "__main__":
    kind, size, which, place = sys.argv[1:]
    WRITERS[kind](Path(place), int(size), int(which))
