"""帮扶: what waits to be done for the households of the village."""
