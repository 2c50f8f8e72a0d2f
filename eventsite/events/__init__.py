"""Series, initiatives and events: what is held, when, where, with whom and by which team."""
