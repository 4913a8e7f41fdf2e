"""Bargaining over several issues: what positions imply, which packages every veto player accepts, who is pivotal."""
