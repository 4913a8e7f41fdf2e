"""Attacks: counts by month as they were announced, with the interval such counts deserve."""
