"""What a user relies on."""
