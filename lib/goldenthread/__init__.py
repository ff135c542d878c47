"""Golden Thread: judge a trust's strategic plan from spreadsheets, and show the evidence."""

__version__ = "0.1.0"
