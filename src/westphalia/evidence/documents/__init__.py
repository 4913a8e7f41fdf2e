"""Reports as stored: intake, formats, hygiene, the day found by clues."""
