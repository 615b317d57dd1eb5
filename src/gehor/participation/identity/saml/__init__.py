"""Signing in by SAML, as brokers in Sweden Connect speak it, to show who one is in one activity and no further.

providers.py says who is asked, trips.py is the way there and back; gehor/ground/saml asks and reads.
"""
