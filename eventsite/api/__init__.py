"""The read-only JSON interface over releases and public figures, and its description."""
