"""Who comes: terms, places, registrations and the optional statistics about them."""
