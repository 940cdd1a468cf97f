"""The first start, and every later opening: passphrase, recovery code, restoring."""
