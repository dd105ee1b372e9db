"""Records in and out of spreadsheets."""
