"""驻村帮扶工作台: an offline registry of poor households for resident village work teams."""

__version__ = "0.1.0"
