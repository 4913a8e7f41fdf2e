"""The run record: what produced a number, so that anybody can produce it again."""
