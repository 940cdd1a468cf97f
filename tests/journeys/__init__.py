"""Whole ways through the real window: what a team does in a year, with every figure counted by hand."""
