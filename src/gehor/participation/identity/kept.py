from gehor.ground.retention import Ends, Kind, keep

from .mailing import KEPT

keep(Kind("mail_codes", Ends.BY_ITSELF, days=KEPT.days))
