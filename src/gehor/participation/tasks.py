"""What the worker does for this stage: files on their way in are kept for a day at most."""

from gehor.ground.worker import hourly

from .intake import uploads

hourly(uploads.forget_old)
