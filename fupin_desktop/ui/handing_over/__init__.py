"""交账包: what the township is to type into the national system."""
