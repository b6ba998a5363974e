"""What the measurements share: the generated bank, its databases, stock Wagtail search; each command is one level up."""
