"""The entry of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from portal.core.text_request import TextRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
application.request_class = TextRequest
