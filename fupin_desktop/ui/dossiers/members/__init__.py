"""家庭成员: who belongs to the household, joins it, leaves it, heads it."""
