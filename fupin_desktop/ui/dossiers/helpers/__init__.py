"""帮扶责任人: who helps, since when, and who helped before."""
