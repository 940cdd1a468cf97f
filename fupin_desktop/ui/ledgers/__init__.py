"""The lists that a village keeps of itself: a list, a form, and the pages on which they stand."""
