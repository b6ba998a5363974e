"""Streets with their house numbers: how an address leads to its neighbourhood, and how the city's table is read."""
