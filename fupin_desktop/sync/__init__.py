"""The conversation between registries: pure logic, formats and transports; no Qt, no SQL (docs/exchange.md)."""
