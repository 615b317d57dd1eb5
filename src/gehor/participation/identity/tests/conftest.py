"""The planted ways of taking part that ballots are tested with, and a real provider of e-identification."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from gehor.participation.ballots.tests.conftest import methods, opened_by, planned_by
from gehor.participation.identity.oidc import client, providers
from gehor.testing import tools
from gehor.testing.plugin import need

__all__ = ["methods", "opened_by", "planned_by"]

FOLDER = Path(tools.__file__).parent / "provider"
PERSON = "https://id.oidc.se/claim/personalIdentityNumber"
PEOPLE = {
    "dana": {PERSON: "199001012385", "municipality": "1480"},
    "ebbe": {PERSON: "198505053932", "municipality": "0180"},
    "ingen": {"municipality": "1480"},
}


@dataclass
class Op:
    """The provider, which can be started anew with another key."""

    installed: Path
    port: int
    client: dict[str, Any] = field(default_factory=dict)
    running: Any = None
    file: Path = Path()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, key: str = "one") -> None:
        self.stop()
        told = {"PORT": str(self.port), "KEY": key, "PEOPLE": json.dumps(PEOPLE), "CLIENT": json.dumps(self.client)}
        words = [shutil.which("node"), str(self.installed / "provider.mjs")]
        self.running = subprocess.Popen(
            words, env={**os.environ, **told}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.running.stdout.readline().strip() == "ready"

    def stop(self) -> None:
        if self.running:
            self.running.terminate()
            self.running.wait(10)
            self.running.stdout.close()


@pytest.fixture(scope="session")
def op(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Op]:
    """A certified OpenID provider, run by Node.js on this machine."""
    need(
        tools.node(), "nobody signed in at a real provider: Node.js or npm is missing (Debian: apt install nodejs npm)"
    )
    key = ec.generate_private_key(ec.SECP256R1())
    folder = tmp_path_factory.mktemp("eid")
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = Op(_installed(), port)
    (folder / "oidc.toml").write_text(
        f'[alvsala]\nissuer = "{found.issuer}"\nclient_id = "gehor"\nkeys = ["key.pem"]\nname = "Test-leg"\n'
        'resident_claim = "municipality"\nresident_values = ["1480"]\n'
    )
    found.file = folder / "oidc.toml"
    found.client = {
        "client_id": "gehor",
        "redirect_uris": [f"{settings.ADDRESS}/eid/back/"],
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "ES256",
        "jwks": {"keys": [dict(providers._key(folder / "key.pem").public)]},
    }
    found.start()
    yield found
    found.stop()


@pytest.fixture
def connected(op: Op, settings: Any) -> Op:
    """Älvsala has connected the provider."""
    settings.OIDC_FILE = str(op.file)
    client.forget()
    return op


def _installed() -> Path:
    """The packages of the lock file, installed once for each version of it; several processes may want them at once."""
    lock = (FOLDER / "package-lock.json").read_bytes()
    folder = Path(sys.prefix) / f"provider-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (folder / "provider.mjs").exists():
        made = folder.with_name(f"{folder.name}-{os.getpid()}")
        shutil.copytree(FOLDER, made, ignore=shutil.ignore_patterns("provider.mjs"), dirs_exist_ok=True)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=made, check=True, capture_output=True
        )
        try:
            made.rename(folder)
        except OSError:  # another process was quicker
            shutil.rmtree(made)
        shutil.copy(FOLDER / "provider.mjs", folder)
    return folder


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: Any) -> None:
        return None


def signs_in(address: str, name: str, *, breaks_off: bool = False) -> str:
    """What a person does at the provider. Returns the address with which they come back to us."""
    browser = urllib.request.build_opener(Stays, urllib.request.HTTPCookieProcessor(CookieJar()))

    def goes(to: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        try:
            with browser.open(to, urlencode(form).encode() if form else None, timeout=10) as page:
                return "", page.read().decode()
        except HTTPError as turned:
            with turned:
                return urljoin(to, turned.headers["Location"]), ""

    page, here = "", address
    for _ in range(12):
        if here.startswith(settings.ADDRESS):
            return here
        there, page = goes(here)
        if page:
            action = unescape(re.search(r'action="([^"]+)"', page).group(1))
            prompt = re.search(r'name="prompt" value="([^"]+)"', page).group(1)
            if breaks_off:
                there = urljoin(here, unescape(re.search(r'href="([^"]+/abort)"', page).group(1)))
            else:
                there, _rest = goes(urljoin(here, action), {"prompt": prompt, "login": name, "password": "x"})
        here = there
    raise AssertionError(f"no way back from {here}")
