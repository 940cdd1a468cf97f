"""The demo registry: fictitious villages in which every kind of record is filled. Its words are in resources/demo."""
