"""The verbs: one use case a file; a transaction begins and ends here."""
