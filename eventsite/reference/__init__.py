"""The lists the world gives us: countries and their dated groups, clauses, goals, study groups."""
