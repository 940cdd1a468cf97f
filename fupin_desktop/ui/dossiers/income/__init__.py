"""收入支出: the sheet, the worksheet behind it, and how the figure per head comes about."""
