"""Practices in and out: readers make a PracticeRecord, `store` makes pages of it, `record_extract` makes it of pages.

The formats are documented in docs/exchange.md.
"""
