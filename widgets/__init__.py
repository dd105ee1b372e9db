"""Parts of a window, without a case file."""
