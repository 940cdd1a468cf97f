"""The dossier of one household: its sections, its problems, its history. Lists of households live elsewhere."""
