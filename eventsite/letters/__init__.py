"""Letters of an event, numbered and checkable, and visa support."""
