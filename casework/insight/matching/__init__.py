"""Matching with reasons: demands beside offers and experts, by the words both sides use (decision 15)."""
