"""The code of a meeting's room. It opens nothing but a chair, and only on the day of the meeting."""

from gehor.ground import rooms
from gehor.ground.rooms import LENGTH
from gehor.planning.models import Activity

__all__ = ["LENGTH", "opens", "room_key"]


def room_key(activity: Activity) -> str:
    return rooms.code("gehor.registering.room", activity.pk)


def opens(activity: Activity, typed: str) -> bool:
    return rooms.opens(room_key(activity), typed)
