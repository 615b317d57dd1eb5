"""What follows in the background: contact persons whose day has passed are forgotten."""

from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.worker import hourly

from . import actions, queries

CARETAKER = machine("caretaker")


@hourly
def forget_contacts() -> None:
    for host in queries.hosts_with_due_contacts(clock.today()):
        actions.forget_due(host, actor=CARETAKER)
