"""Engines reached through the deep-translator library: Google, MyMemory, Microsoft."""
