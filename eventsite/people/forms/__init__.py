"""Checks what people type about themselves (`own`) and staff about entities (`directory`)."""
