"""`python -m county_server`: the same as `fupin-county`."""

from county_server.cli import main

main()
