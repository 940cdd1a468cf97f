"""The waiting room of an import: what a file says beside what the registry holds. Pure; it writes nothing."""
