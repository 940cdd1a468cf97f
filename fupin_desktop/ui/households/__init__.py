"""The list of households: finding, choosing, and what is done with those chosen."""
