"""Meetings of a council from elsewhere: calendar files and tables become sessions (docs/calendars.md)."""
