"""The private register of people who gave their data at a session, with their consent; public are counts alone."""
