"""Perimeters, multipliers, needs, forces, exposure, definitions, EU rules: what the tables say, and what they miss."""

from datetime import date

import pytest

from westphalia.errors import DataError
from westphalia.world.countries import code_of, countries, groups, members, the
from westphalia.world.multipliers import (
    cuts_multiplier,
    leakage,
    multiplier,
    multipliers,
    semi_elasticity,
    tax_multiplier,
)
from westphalia.world.needs import force_needs, need, needs
from westphalia.world.perimeters import PERIMETERS
from westphalia.world.studies import parameters, study


def test_perimeters_are_groups_with_a_name_for_readers() -> None:
    assert set(PERIMETERS) <= set(groups())
    assert the("EU_NATO") == "the EU members of NATO"
    assert the("NATO_EUROPE") == "NATO Europe"
    assert the("EU27_GBR_NOR") == "the EU with the United Kingdom and Norway"
    assert code_of("nato_europe") == "NATO_EUROPE"


def test_perimeters_add_no_word_a_report_could_be_searched_for() -> None:
    spoken = {word for country in countries().values() for word in country.aliases}
    assert not spoken & {*PERIMETERS, *(perimeter.name for perimeter in PERIMETERS.values())}


def test_perimeters_follow_their_groups_by_the_day() -> None:
    before, after = date(2023, 4, 3), date(2024, 3, 7)
    assert set(members("EU_NATO")) == set(members("EU27")) & set(members("NATO"))
    assert {"FIN", "SWE"} == set(members("EU_NATO", after)) - set(members("EU_NATO", before))
    assert set(members("NATO")) - set(members("NATO_EUROPE")) == {"USA", "CAN"}
    assert set(members("NEC")) - set(members("NATO_EUROPE")) == {"CAN"}
    assert len(members("NATO_EUROPE", after)) == 30
    assert set(members("EU27_GBR_NOR")) == {*members("EU27"), "GBR", "NOR"}
    assert members("E3") == ("FRA", "DEU", "GBR")


def test_multipliers_are_those_of_the_studies() -> None:
    assert multiplier().id == "defence"
    assert (multiplier().low, multiplier().central, multiplier().high) == (0.5, 0.8, 1.5)
    for name, row in (("goldman", "goldman-2025-02"), ("ramey-zubairy", "ramey-zubairy-2018")):
        assert multiplier(name).central == study(row).value
        assert multiplier(name).provenance == study(row).provenance
    assert (multiplier("bbva").low, multiplier("bbva").high) == (study("bbva-2025").low, study("bbva-2025").high)
    assert multiplier("antolin-surico").central == study("antolin-surico-2025").value


def test_kiel_multiplier_is_output_over_spending() -> None:
    output, points = study("kiel-guns-2025-02-gdp"), 0.015
    assert output.low is not None
    assert output.high is not None
    assert multiplier("kiel").low == pytest.approx(output.low / points)
    assert multiplier("kiel").high == pytest.approx(output.high / points)


def test_only_goldman_sachs_and_kiel_net_imports() -> None:
    assert {held.id for held in multipliers() if held.nets_imports} == {"goldman", "kiel"}


def test_an_unknown_multiplier_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"goldmann.*goldman"):
        multiplier("goldmann")


def test_spans_are_ordered_and_those_of_the_parameters() -> None:
    drivers = [semi_elasticity(kind) for kind in ("average", "consumption", "exports", "investment")]
    for span in (leakage(), tax_multiplier(), cuts_multiplier(), cuts_multiplier("aid"), *drivers):
        assert span.low <= span.central <= span.high
        assert span.source
        assert span.status
    assert [span.central for span in drivers] == [0.5, 0.7, 0.28, 0.19]
    assert (cuts_multiplier("aid").low, cuts_multiplier("aid").central, cuts_multiplier("aid").high) == (0, 0.1, 0.2)
    general = next(parameter for parameter in parameters() if parameter.symbol == "m_C")
    assert cuts_multiplier().central == float(general.central)
    assert (leakage().low, leakage().central, leakage().high) == (0.1, 0.2, 0.35)


def test_needs_are_the_published_sums_and_keep_their_flow() -> None:
    assert need("bruegel-kiel").amount == 250
    assert need("bruegel-kiel").flow == need("nef").flow == "a year"
    assert need("iiss").flow == "over 25 years"
    assert need("iiss-procurement").amount is None
    assert (need("iiss-procurement").low, need("iiss-procurement").high) == (226, 344)
    assert need("rearm").points == 0.015
    assert {held.currency for held in needs()} == {"EUR", "USD"}
    for held in needs():
        assert held.amount == study(held.study).value
        assert held.perimeter_stated is None or members(held.perimeter_stated)


def test_no_perimeter_is_read_into_a_sum_that_states_none() -> None:
    assert need("bruegel-kiel").perimeter_stated is None
    assert need("nef").perimeter_stated == "EU_NATO"


def test_the_force_that_replaces_the_american_one() -> None:
    counts = {part.id: part.count for part in force_needs()}
    assert counts["troops"] == study("bruegel-kiel-2025-02-troops").value
    assert counts["tanks"] == study("bruegel-kiel-2025-02-tanks").value
    assert counts["us-troops"] == study("iiss-2025-05-troops").value
    assert counts["brigades"] == 50
