"""The village form, and beside it what the registry itself says of the village."""
