"""The editor's day: what waits for her, her pages with the filters she needs, and which translations are current."""
