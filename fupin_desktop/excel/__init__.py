"""Workbooks: sheets to records and complaints, records to sheets."""
