"""What the screens of pages ask of nobody: the holes that Wagtail and wagtail-localize leave, closed in one place each.

`rules` is the table "view name → rule"; `guard` is the middleware that asks it before any screen of the admin; `hooks`
narrows what choosers, bulk actions and menus offer. A view of pages that the table does not know is the city's only, and
tests/rights/test_screens.py fails for it.
"""
