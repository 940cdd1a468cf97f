"""打印: choosing a paper and whom it is for, seeing it as it will be, saving and printing it."""
