"""Tests of `casework`."""
