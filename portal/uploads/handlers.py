"""What a request from the public may write to the disk before anybody looks at it (Django's file upload handlers)."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from .intake import MB

MOST_OF_ONE = 12 * MB  # above every FileLimits.bytes_each, so that what was cut is refused as too heavy
MOST_OF_ALL = 100 * MB
OFFICE = "/admin/"  # the screens there have their own limits


class CappedUploadHandler(FileUploadHandler):
    """The first handler: it drops what a file has beyond MOST_OF_ONE, and hangs up on whoever goes on and on."""

    def __init__(self, request=None):
        super().__init__(request)
        self.total = 0

    def receive_data_chunk(self, raw_data, start):
        """Hand a block on to the handlers that keep it, or drop it. Raises StopUpload above MOST_OF_ALL."""
        if self.request.path.startswith(OFFICE):
            return raw_data
        self.total += len(raw_data)
        if self.total > MOST_OF_ALL:
            raise StopUpload(connection_reset=True)
        return raw_data if start <= MOST_OF_ONE else None

    def file_complete(self, file_size):
        """Leave the file to the next handler."""
        return None
