"""Memory: whatever is sent, the web process and its decoder of pictures hold less than 300 MB each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.uploads.jpeg import coefficient_bytes

from . import samples

ROOT = Path(__file__).resolve().parents[2]
#: name: (how it is made, what comes of it); each just within the limits
LARGEST = {
    "one-pass": (lambda: samples.jpeg(9900, 6000, quality=40), "image/jpeg"),
    "passes": (lambda: samples.jpeg(5700, 4300, quality=40, progressive=True, subsampling=0), "image/jpeg"),
    "colours": (lambda: samples.grey_png(7500, 5800, 2), "image/png"),
    "clear": (lambda: samples.grey_png(4400, 4400, 6), "image/png"),
    "webp": (lambda: samples.saved(samples.picture(3700, 2770), "WEBP", method=0), "image/jpeg"),
    "palette": (lambda: samples.saved(samples.picture(4400, 4400).quantize(), "GIF"), "image/png"),
    "heic": (lambda: samples.saved(samples.picture(5712, 4284), "HEIF", quality=10), "image/jpeg"),
}
#: the same, and more
TOO_LARGE = {
    "more-passes": (lambda: samples.jpeg(7000, 5000, quality=40, progressive=True, subsampling=0), "too-large-to-open"),
    "more-webp": (lambda: samples.saved(samples.picture(4000, 3000), "WEBP", method=0), "too-large-to-open"),
    "hundred": (lambda: samples.resized(samples.jpeg(), 10_000, 10_000), "too-many-pixels"),
    "lying": (lambda: samples.resized(samples.jpeg(), 9000, 6000), "image/jpeg"),  # grey where nothing is
    "bomb": (lambda: samples.docx(**{"word/a.xml": bytes(300_000_000)}), "office-bomb"),
    "streams": (lambda: samples.pdf(samples.object_stream(bytes(300_000_000))), "pdf-hidden"),
}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak of a process")
def test_no_process_holds_more_than_three_hundred_megabytes(tmp_path):
    cases, paths = LARGEST | TOO_LARGE, []
    for name, (make, _result) in cases.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(make())
    command = [sys.executable, "-W", "ignore", "-m", "tests.uploads.memory", *map(str, paths)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PEAKS": str(tmp_path / "peaks")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert {name: result for name, (*_held, result) in found.items()} == {name: case[1] for name, case in cases.items()}
    assert all(found[name][1] > 30_000_000 for name in LARGEST)  # the decoder was measured
    assert {name: held for name, (*held, _result) in found.items() if max(held) > 300_000_000} == {}


@pytest.mark.parametrize(
    ("options", "for_each_pixel"),
    [({}, 0), ({"progressive": True, "subsampling": 0}, 6), ({"progressive": True, "subsampling": 2}, 3)],
)
def test_a_jpeg_in_several_passes_needs_all_its_coefficients(options, for_each_pixel):
    assert coefficient_bytes(samples.jpeg(**options), 1000) == 1000 * for_each_pixel
