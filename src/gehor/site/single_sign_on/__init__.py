"""Signing in with one's employer's account, by SAML or OpenID Connect: for staff who have been invited already.

providers.py says where, accounts.py who may come in, views.py is the way there and back. The session, the second factor
and the limits are allauth's, as for everybody else who signs in.
"""
