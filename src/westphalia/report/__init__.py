"""What is shown: the brief, its tables, charts and sentences."""
