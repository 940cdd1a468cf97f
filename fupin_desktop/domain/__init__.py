"""The rules: pure functions over frozen records; no clock, no network, no database."""
