"""Two hundred translators at once, on loopback."""

LANG = "en-GB"
PASSWORD = "a long enough password"
"""Made up for the benchmark's own server."""
