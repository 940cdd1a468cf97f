"""The language of the catalogue: how a field is described. It knows no household."""
