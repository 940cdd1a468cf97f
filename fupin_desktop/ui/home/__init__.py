"""首页: what is to be done, and the village in a few figures."""
