"""What an exchange with other registries needs of the store, on SQLite and on PostgreSQL alike (docs/exchange.md)."""
