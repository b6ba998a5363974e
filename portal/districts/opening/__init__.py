"""Opening a district in one action, mending it, closing and reopening it."""
