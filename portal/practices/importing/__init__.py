"""Practices in and out: readers make a PracticeRecord, `store` makes pages of it, `extract` makes it of pages.

The formats are documented in docs/exchange.md.
"""
