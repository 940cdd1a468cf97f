"""设置: text size, who is signed in, passphrase, backups, years, contacts."""
