"""What is built, run and paid for in a village: projects, and the money behind them."""
