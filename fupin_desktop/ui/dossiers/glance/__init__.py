"""一页看全: the household at a glance, as on its card. Nothing is edited here."""
