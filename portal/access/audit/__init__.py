"""The log of changes: Wagtail's, where each entry knows its district, with logins and roles, shown to whom it concerns."""
