"""SAML 2.0, as far as somebody shows who they are: we ask by redirect, and the answer is posted to us by their browser.

parties.py says who is asked, messages.py asks and reads, crossing.py holds question and answer together in one browser.
It knows neither staff nor residents; both stand on it. The packages behind it (python3-saml, xmlsec) are loaded when
somebody first signs in this way, and never where nobody does.
"""
