"""Static files are compressed under the name that pages ask for, and only there."""

import brotli
from django.core.files.base import ContentFile

from portal.operations.static_files import LARGE, StaticFiles


def collected(folder, **files):
    """Store files ({name: bytes}) in a folder as collectstatic does; return the storage."""
    storage = StaticFiles(location=folder, base_url="/static/")
    for name, content in files.items():
        storage.save(name, ContentFile(content))
    for _name, _stored, processed in storage.post_process({name: (storage, name) for name in files}):
        assert not isinstance(processed, Exception), processed
    return storage


def test_the_name_with_the_digest_is_compressed_the_plain_one_is_sent_as_it_is(tmp_path, settings):
    settings.DEBUG = False
    storage = collected(tmp_path, plain=b"a long line that says the same again\n" * 50)
    stored = storage.stored_name("plain")
    assert stored != "plain"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["plain", stored, f"{stored}.br", f"{stored}.gz", "staticfiles.json"]
    )


def test_a_large_file_unpacks_to_what_it_was(tmp_path, settings):
    settings.DEBUG = False
    content = " ".join(f"line {number};" for number in range(LARGE // 10)).encode()
    assert len(content) > LARGE
    stored = collected(tmp_path, large=content).stored_name("large")
    assert brotli.decompress((tmp_path / f"{stored}.br").read_bytes()) == content
