"""The agenda page: a week by day, a list, a month, a map of the same events, their filters and their feed."""
