"""How much memory receiving files takes: `python -m tests.uploads.memory FILE…`. Prints JSON.

Called with DECODER alone it is the decoder of pictures, which adds what it held to the file that PEAKS names.
"""

import json
import os
import re
import sys
from io import BytesIO
from pathlib import Path

DECODER = "--decoder"


def held(what="VmHWM"):
    """Return the most memory (bytes) that this process held; `ru_maxrss` would count that of its parent."""
    return int(re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024


def measure(paths):
    """Print {file: [the most bytes that the web process held, and its decoder, what came of it]}."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import TemporaryUploadedFile
    from PIL import Image

    from portal.uploads import pictures
    from portal.uploads.intake import PICTURES_AND_DOCUMENTS, check_file, read_within

    pictures.COMMAND = (sys.executable, "-W", "ignore", "-m", "tests.uploads.memory", DECODER)

    small = BytesIO()
    Image.new("RGB", (9, 9)).save(small, "JPEG")
    check_file(small.getvalue(), "x.jpg", PICTURES_AND_DOCUMENTS)
    found, peaks = {}, Path(os.environ["PEAKS"])
    for path in map(Path, paths):
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak so far
        peaks.write_text("0")
        with TemporaryUploadedFile("x", "", path.stat().st_size, "") as uploaded:
            uploaded.write(path.read_bytes())
            try:
                data = read_within(uploaded, PICTURES_AND_DOCUMENTS)
                result = check_file(data, "x", PICTURES_AND_DOCUMENTS).media_type
            except ValidationError as error:
                result = error.code
        found[path.stem] = [held(), int(peaks.read_text()), result]
    print(json.dumps(found))  # noqa: T201


def decode():
    """Decode a picture as the portal's decoder does, and keep how much this process held."""
    from portal.uploads import decoder

    decoder.answer_one_picture()
    Path(os.environ["PEAKS"]).write_text(str(held()))


if __name__ == "__main__":
    decode() if sys.argv[1:] == [DECODER] else measure(sys.argv[1:])
