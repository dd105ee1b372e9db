"""Which files are spreadsheets by their names, for choosing and dropping; what they really are the guard looks at."""

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv")
