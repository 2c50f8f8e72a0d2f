"""Figures that issues ask for, run by hand and printed."""
