"""The small part of scipy that matching uses."""
