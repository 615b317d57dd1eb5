"""Once an hour: which forms were taken long ago."""

from gehor.ground.worker import hourly

from . import taking

hourly(taking.forget_old)
