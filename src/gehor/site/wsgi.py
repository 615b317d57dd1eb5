"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gehor.site.settings")
_django = get_wsgi_application()

from gehor.ground.few import few_at_a_time  # noqa: E402 which needs Django set up
from gehor.ground.pages import ahead  # noqa: E402

application = ahead(few_at_a_time(_django))
