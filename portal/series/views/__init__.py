"""The screens of series in the admin."""
