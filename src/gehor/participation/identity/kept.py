from gehor.ground.retention import Ends, Kind, keep

keep(Kind("mail_codes", Ends.BY_ITSELF, days=1))
