"""Every change: what is shared, whose feeds are listened to, and what was heard."""

from .hearing import hear
from .listening import ask, listen, show_publicly, stop_listening
from .sharing import change_link, share, stop_sharing, tell

__all__ = ["ask", "change_link", "hear", "listen", "share", "show_publicly", "stop_listening", "stop_sharing", "tell"]
