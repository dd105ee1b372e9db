"""Keeping the records: connection, one write door, history, search, backup."""
