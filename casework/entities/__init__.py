"""One file a record type: its fields, its rules, its questions."""
