"""People and organisations: who someone is, which entity they come for, how they sign in."""
