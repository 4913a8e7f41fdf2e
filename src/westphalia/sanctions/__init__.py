"""Sanctions: what a barrier is worth as a duty, what a coalition adds, and the price cap on oil."""
