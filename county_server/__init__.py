"""The county's end: a server that takes part in the exchange, and pages for its staff; never in the installer."""

__version__ = "0.1.0"
