"""附件: photos and scans of a household."""
