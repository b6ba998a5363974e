"""How much memory receiving files takes, in a process of its own: `python -m tests.uploads.memory FILE…`. Prints JSON."""

import json
import os
import re
import sys
from io import BytesIO
from pathlib import Path


def held(what="VmHWM"):
    """Return the most memory (bytes) that this process held; `ru_maxrss` would count that of its parent."""
    return int(re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024


def measure(paths):
    """Print {file: [by how many bytes the process grew while it received the file, what came of it]}."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import TemporaryUploadedFile
    from PIL import Image

    from portal.uploads.intake import PICTURES_AND_DOCUMENTS, check_file, read_within

    small = BytesIO()
    Image.new("RGB", (9, 9)).save(small, "JPEG")
    check_file(small.getvalue(), "x.jpg", PICTURES_AND_DOCUMENTS)
    before, found = held("VmRSS"), {}
    for path in map(Path, paths):
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak so far
        with TemporaryUploadedFile("x", "", path.stat().st_size, "") as uploaded:
            uploaded.write(path.read_bytes())
            try:
                data = read_within(uploaded, PICTURES_AND_DOCUMENTS)
                result = check_file(data, "x", PICTURES_AND_DOCUMENTS).media_type
            except ValidationError as error:
                result = error.code
        found[path.stem] = [held() - before, result]
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    measure(sys.argv[1:])
