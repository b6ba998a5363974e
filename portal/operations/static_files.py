"""How static files are stored and compressed: only what pages ask for, the large ones a little less hard."""

from collections.abc import Iterable, Iterator

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

LARGE = 60_000  # bytes; all the portal's own files are smaller, only scripts and styles of the admin are not
QUALITY_OF_LARGE = 10  # of 11: they become 2 % longer, in two fifths of the time


class StaticCompressor(Compressor):
    """Compresses a large file a little less hard: for it Brotli's best takes seconds of a new portal's start."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Return the bytes of a file compressed."""
        return brotli.compress(data, quality=QUALITY_OF_LARGE if len(data) > LARGE else 11)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Compresses a file under the name that pages ask for, with its digest; under its plain name it is sent as it is."""

    def create_compressor(self, **options) -> StaticCompressor:
        """Return what compresses the files."""
        return StaticCompressor(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress those of the files that have a digest in their name; yield (name, compressed name)."""
        return super().compress_files(set(self.hashed_files.values()).intersection(paths))
