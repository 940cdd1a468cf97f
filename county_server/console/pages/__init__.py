"""The pages of the console: each module answers the addresses of one of them. What they tell is found elsewhere."""
