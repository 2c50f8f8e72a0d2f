"""Calendar feeds: what is on, for calendar programs that ask again and again."""
