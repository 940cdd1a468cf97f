"""Forms: one editor for each kind of field, arranged by placement files. No page lives here, and nothing is saved."""
