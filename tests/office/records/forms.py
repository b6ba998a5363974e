"""The forms of records as a browser sends them."""

EMPTY = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
INLINES = ("postal_codes", "parts", "counts", "links")


def inline(prefix, *rows, stored=0):
    """Return an inline's fields from its rows (dictionaries), the first `stored` of which stand in the database."""
    fields = {f"{prefix}-{name}": value for name, value in EMPTY.items()}
    fields |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(stored)}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def neighbourhood_form(**fields):
    """Return the form of a neighbourhood with nothing but its name."""
    form = {"name": "Barrio nuevo", "code": "barrio-nuevo", "kind": "barrio"}
    for prefix in INLINES:
        form |= inline(prefix)
    return form | fields


def venue_form(**fields):
    """Return the form of a venue."""
    empty = {"step_free": "unknown", "accessible_toilet": "unknown", "hearing_loop": "unknown", "active": "on"}
    return {"name": "Sala nueva", "kind": "other", "address": "Mitre 1", "neighbourhood": "", **empty, **fields}


def errors_of(response):
    """Return {field: [messages]} of a form that was refused; a form that was taken has none."""
    if response.status_code == 302:
        return {}
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}
