"""Calls for entries: what is asked and by when, the teams that answer, and what is decided."""
