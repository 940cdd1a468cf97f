"""同步: exchanging with the county, by line or by stick, and deciding what two computers wrote differently."""
