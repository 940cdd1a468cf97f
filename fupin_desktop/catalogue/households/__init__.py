"""What is registered of a household: the lasting part and what is surveyed anew each year."""
