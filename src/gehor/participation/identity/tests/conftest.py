"""The planted ways of taking part that ballots are tested with, and real providers of e-identification."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from gehor.ground.saml import parties
from gehor.ground.tables import tables
from gehor.participation.ballots.tests.conftest import methods, opened_by, planned_by
from gehor.participation.identity.oidc import client, providers
from gehor.participation.identity.saml import providers as saml
from gehor.testing.providers import Provider, ec_key, openid, rsa_pair, signs_in
from gehor.testing.providers import saml as saml_provider

__all__ = ["methods", "opened_by", "planned_by", "signs_in"]

PERSON = "https://id.oidc.se/claim/personalIdentityNumber"
PEOPLE = {
    "dana": {PERSON: "199001012385", "municipality": "1480"},
    "ebbe": {PERSON: "198505053932", "municipality": "0180"},
    "ingen": {"municipality": "1480"},
    "ylva": {PERSON: "197907082381", "name": "Ylva Undangömd", "address": {"locality": "Undanvik"}},  # protected
    "ulf": {
        PERSON: "197507092396",
        "name": "Ulf Undangömd",
        "address": {"locality": "Undanvik"},
        "municipality": "1480",
    },
}


@dataclass
class Op:
    """The OpenID provider, which can be started anew with another key."""

    file: Path
    provider: Provider = field(default_factory=lambda: Provider("provider.mjs"))

    @property
    def issuer(self) -> str:
        return self.provider.address

    def start(self, key: str = "one") -> None:
        self.provider.start(KEY=key)

    def stop(self) -> None:
        self.provider.stop()


@pytest.fixture(scope="session")
def op(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Op]:
    """A certified OpenID provider, run by Node.js on this machine."""
    folder = tmp_path_factory.mktemp("eid")
    ec_key(folder / "key.pem")
    told = {
        "client_id": "gehor",
        "redirect_uris": [f"{settings.ADDRESS}/eid/back/"],
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "ES256",
        "jwks": {"keys": [dict(providers._key(folder / "key.pem").public)]},
    }
    found = Op(folder / "oidc.toml", openid(told, PEOPLE))
    found.start()
    found.file.write_text(
        f'[alvsala]\nissuer = "{found.issuer}"\nclient_id = "gehor"\nkeys = ["key.pem"]\nname = "Test-leg"\n'
        'resident_claim = "municipality"\nresident_values = ["1480"]\n'
    )
    yield found
    found.stop()


@pytest.fixture
def connected(op: Op, settings: Any) -> Op:
    """Älvsala has connected the provider."""
    settings.OIDC_FILE = str(op.file)
    client.forget()
    return op


@dataclass
class Idp:
    """The SAML identity provider, and the file that connects Älvsala to it."""

    file: Path
    provider: Provider


@pytest.fixture(scope="session")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Idp]:
    folder = tmp_path_factory.mktemp("saml")
    rsa_pair(folder / "ours.pem", folder / "ours.crt")
    people = {
        name: {saml.NUMBER if each == PERSON else each: value for each, value in said.items()}
        for name, said in PEOPLE.items()
    }
    (folder / "saml.toml").write_text(
        '[alvsala]\nmetadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "ours.crt"\nname = "Test-leg"\n'
        'levels = ["http://id.elegnamnden.se/loa/1.0/loa3"]\n'
        'resident_attribute = "municipality"\nresident_values = ["1480"]\n'
    )
    ours = tables(folder / "saml.toml", saml.provider)["alvsala"]
    provider = saml_provider(folder, people, [(ours.party, ours.place)])
    yield Idp(folder / "saml.toml", provider)
    provider.stop()


@pytest.fixture
def saml_connected(idp: Idp, settings: Any) -> Idp:
    """Älvsala has connected the SAML identity provider."""
    settings.SAML_FILE = str(idp.file)
    parties.forget()
    return idp
