"""体检: what the checks have found, by rule, with the way to each field and a list to take along."""
