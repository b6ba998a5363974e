"""One editor who changes and publishes a practice again and again, until a line comes in; prints how often.

python -m bench.parts.editor NUMBER; the environment names the portal. Any error ends it with a status of its own.
"""

import json
import select
import sys
import time


def main() -> None:
    """Take each practice of an own part of the bank in turn."""
    import django

    django.setup()
    from portal.practices.models import PracticePage

    number, published = int(sys.argv[1]), 0
    mine = list(PracticePage.objects.live().order_by("pk").values_list("pk", flat=True))[number::2]
    while not select.select([sys.stdin], [], [], 0)[0]:
        page = PracticePage.objects.get(pk=mine[published % len(mine)])
        page.lead = f"{page.lead.rpartition(' · ')[0] or page.lead} · {published}"
        page.save_revision().publish()
        published += 1
        time.sleep(0.05)
    print(json.dumps(published))


if __name__ == "__main__":
    main()
