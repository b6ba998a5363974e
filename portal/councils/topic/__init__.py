"""The kind of submission "a topic for a council's agenda": what is asked, and how it comes onto an agenda."""
