"""Wires everything: command line, window, pages."""
