"""Demo content: real past events from reviewed facts, and invented coming ones labelled so."""
