"""The admin's import page: files come in, a preview says what would happen, a background task does it, a report stays."""
