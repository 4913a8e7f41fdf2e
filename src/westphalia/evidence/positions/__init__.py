"""Who wants, offers, threatens or refuses what."""
