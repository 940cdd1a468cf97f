"""What is registered of a person, and in which household the person lives."""
