"""The budgets of design.md §5, each measured beside a peer or a floor in the same run and given as a ratio."""
