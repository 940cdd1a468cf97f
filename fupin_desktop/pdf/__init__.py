"""Printed papers: dossiers on A4, drawn from layout files."""
