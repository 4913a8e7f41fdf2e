"""Sentences as tagged words, noun phrases and the cast."""
