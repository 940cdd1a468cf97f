"""程序公示: the procedures of a village, their steps, and what is posted."""
