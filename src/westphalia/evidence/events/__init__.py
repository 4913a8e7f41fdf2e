"""Meetings, calls, visits, attacks: who, where, when, expected or done."""
