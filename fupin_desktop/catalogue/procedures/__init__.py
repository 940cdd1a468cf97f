"""Entries, exits and changes as procedures: each a case with its steps (reference: domain.md §4)."""
