"""Who and what is named: countries, persons, offices, organisations."""
