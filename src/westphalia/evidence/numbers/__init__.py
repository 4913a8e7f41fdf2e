"""Figures: amounts, units, what and whom they concern."""
