"""What is known: tables, bases, countries, exchange rates, published studies, all with sources."""
