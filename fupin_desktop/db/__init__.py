"""The store: SQLAlchemy and SQLCipher live here and nowhere else."""
