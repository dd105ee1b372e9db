"""Paper and spreadsheets made from given records; never opens a case file."""
