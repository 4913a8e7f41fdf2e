"""Dates and the day of a report."""
