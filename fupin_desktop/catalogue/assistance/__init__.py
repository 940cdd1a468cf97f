"""What is planned and done for a household, what came of it, and who was there."""
