"""Programmes that come from other tools and go to them: readers, writers, the full archive."""
