"""The parts of which papers are built: grids of pairs, tables, ticks, places to sign, notes."""
