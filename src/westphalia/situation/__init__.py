"""Situations: who negotiates about what, and what each wants, as one small sourced file."""

from westphalia.situation.files import load_situation, read_situation, situation_text, situations
from westphalia.situation.schema import Situation

__all__ = ["Situation", "load_situation", "read_situation", "situation_text", "situations"]
