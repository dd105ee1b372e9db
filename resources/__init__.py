"""Data only: fonts, words, code lists, calendars, the sample."""
