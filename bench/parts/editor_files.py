"""The two files of meetings that an editor takes over in bench/editors.py: a calendar, and a table as Excel writes it."""

from datetime import date, timedelta


def three_meetings(stamp):
    """Return [(title, day)] of three meetings that no other run has."""
    return [(f"Reunión {word} {stamp}", date.today() + timedelta(days=20 + 7 * n)) for n, word in enumerate("ABC")]


def calendar_file(stamp):
    """Return an iCalendar file (bytes) of three meetings."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//editors//ES"]
    for number, (title, day) in enumerate(three_meetings(f"ics {stamp}")):
        lines += ["BEGIN:VEVENT", f"UID:{stamp}-{number}@bench.example", f"DTSTAMP:{day:%Y%m%d}T120000Z"]
        lines += [f"DTSTART:{day:%Y%m%d}T220000Z", f"DTEND:{day:%Y%m%d}T233000Z", f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def table_file(stamp):
    """Return a table (bytes, CSV with semicolons) of three meetings."""
    rows = [f"{day:%d/%m/%Y};19:00;{title}" for title, day in three_meetings(f"csv {stamp}")]
    return "\r\n".join(["Fecha;Hora;Título", *rows, ""]).encode()
