"""Support for Ukraine: replacing a donor, proceeds of immobilised assets and the loan they serve, reconstruction."""
