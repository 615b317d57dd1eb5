"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gehor.site.settings")
_django = get_wsgi_application()

from gehor.ground.pages import ahead  # noqa: E402 which needs Django set up

application = ahead(_django)
