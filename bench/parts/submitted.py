"""Counts for bench/submissions.py what the database and the folder of files hold, inside the portal's own environment."""

import json
import os
import sys
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from portal.mail.models import OutgoingMail  # noqa: E402
from portal.submissions.models import Submission  # noqa: E402
from portal.territory.models import Neighbourhood  # noqa: E402
from portal.uploads.intake import files_of  # noqa: E402


def count() -> None:
    """Read {words: code} and print what is missing or there twice; the last line is JSON."""
    codes = json.load(sys.stdin)
    mails = Counter(mail.recipient for mail in OutgoingMail.objects.iterator())
    wrong = []
    for words, code in codes.items():
        rows = list(Submission.objects.filter(proposalsubmission__text=words))
        if [row.code for row in rows] != [code]:
            wrong.append(f"{code}: {len(rows)} matters")
            continue
        files = [received for received in files_of(rows[0].bundle) if received.file.storage.exists(received.file.name)]
        if len(files) != 1:
            wrong.append(f"{code}: {len(files)} files")
        if mails[rows[0].email] != 1:
            wrong.append(f"{code}: {mails[rows[0].email]} mails")
    for line in wrong[:20]:
        print(line)
    print(json.dumps({"codes": len(codes), "matters": Submission.objects.count(), "wrong": len(wrong)}))


if __name__ == "__main__":
    if sys.argv[1] == "place":
        print(f"n{Neighbourhood.objects.order_by('pk').first().pk}")
    else:
        count()
