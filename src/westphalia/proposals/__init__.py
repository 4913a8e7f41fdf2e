"""What a language model proposes about a report: verbatim places only, kept apart from what the rules read."""
