"""Who helps whom: helpers, their units, and their pairings with households."""
