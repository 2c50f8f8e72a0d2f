"""Pages that look at many features at once."""
