"""One annual loop: output, budget and debt by country and year, in which levers compose."""
