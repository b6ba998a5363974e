"""Taking the bank home: any answer as table, JSON, citations, feed or paper, in batches that keep memory flat."""
