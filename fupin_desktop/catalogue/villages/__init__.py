"""What is registered of a village."""
