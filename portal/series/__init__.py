"""Series of sessions: rules in words, the days they make, the sessions made of them, and what happens to one alone."""
