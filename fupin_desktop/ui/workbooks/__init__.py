"""The waiting room of imports: files beside what is registered, decided by a person, applied as one action."""
