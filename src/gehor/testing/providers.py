"""Real providers that tests sign in at, run by Node.js on this machine: one of OpenID and one of SAML."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from gehor.ground.saml import messages
from gehor.ground.saml.messages import Place
from gehor.ground.saml.parties import Party

from . import tools
from .plugin import need

FOLDER = Path(tools.__file__).parent / "provider"
MISSING = "nobody signed in at a real provider: Node.js or npm is missing (Debian: apt install nodejs npm)"


@dataclass
class Provider:
    """One that runs. told: what stands in its environment."""

    script: str
    told: dict[str, str] = field(default_factory=dict)
    port: int = 0
    running: Any = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, **told: str) -> None:
        self.stop()
        self.told |= told
        self.port = self.port or free_port()
        words = [shutil.which("node"), str(installed() / self.script)]
        self.running = subprocess.Popen(
            words,
            env={**os.environ, **self.told, "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.running.stdout.readline().strip() == "ready"

    def stop(self) -> None:
        if self.running:
            self.running.terminate()
            self.running.wait(10)
            self.running.stdout.close()
            self.running = None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def installed() -> Path:
    """The packages of the lock file, installed once for each version of it; several processes may want them at once."""
    need(tools.node(), MISSING)
    scripts = sorted(FOLDER.glob("*.mjs"))
    known = b"".join(each.read_bytes() for each in (FOLDER / "package-lock.json", *scripts))
    folder = Path(sys.prefix) / f"provider-{hashlib.sha256(known).hexdigest()[:12]}"
    if not folder.exists():
        made = folder.with_name(f"{folder.name}-{os.getpid()}")
        shutil.copytree(FOLDER, made, dirs_exist_ok=True)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=made, check=True, capture_output=True
        )
        try:
            made.rename(folder)
        except OSError:  # another process was quicker
            shutil.rmtree(made)
    return folder


# Keys


def ec_key(file: Path) -> None:
    file.write_bytes(_pem(ec.generate_private_key(ec.SECP256R1())))


def rsa_pair(key: Path, certificate: Path, *, days: int = 3650) -> None:
    """A key and a certificate that says so, as `openssl req -x509` makes them."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, key.stem)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
    made = made.not_valid_before(begins).not_valid_after(begins + timedelta(days=days))
    key.write_bytes(_pem(private))
    certificate.write_bytes(made.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))


def _pem(private: Any) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


# What a person does there


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: Any) -> None:
        return None


def signs_in(address: str, name: str, *, breaks_off: bool = False) -> str:
    """At the OpenID provider. Returns the address with which they come back to us."""
    browser = urllib.request.build_opener(_Stays, urllib.request.HTTPCookieProcessor(CookieJar()))

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


@dataclass(frozen=True)
class Posted:
    """What the identity provider's page has the browser post to us."""

    path: str
    fields: Mapping[str, str]


def answered(address: str, name: str, **wrong: str) -> Posted:
    """At the SAML identity provider. wrong: what is not as it should be in the answer that it signs."""
    asked = _page(address)
    form = {**_fields(asked), "login": name, **wrong}
    page = _page(urljoin(address, "/sso"), urlencode(form).encode())
    action = unescape(re.search(r'action="([^"]+)"', page).group(1))
    return Posted(action.removeprefix(settings.ADDRESS), _fields(page))


def _page(address: str, body: bytes | None = None) -> str:
    try:
        with urllib.request.urlopen(address, body, timeout=10) as page:
            return page.read().decode()
    except HTTPError as fault:
        with fault:
            raise AssertionError(fault.read().decode()) from None


def _fields(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'<input name="(\w+)" value="([^"]*)"', page)}


# The two of them, as tests want them


def openid(told: Mapping[str, Any], people: Mapping[str, Any]) -> Provider:
    return Provider("provider.mjs", {"KEY": "one", "PEOPLE": json.dumps(people), "CLIENT": json.dumps(told)})


def saml(folder: Path, people: Mapping[str, Mapping[str, str]], doors: list[tuple[Party, Place]]) -> Provider:
    """Running, and each knows the other by metadata: theirs are laid in idp.xml of the folder, where ours look."""
    rsa_pair(folder / "idp.pem", folder / "idp.crt")
    ours = [messages.metadata(*door).decode() for door in doors]
    found = Provider("saml.mjs", {"PEOPLE": json.dumps(people), "PARTIES": json.dumps(ours)})
    found.start(KEY=(folder / "idp.pem").read_text(), CERTIFICATE=(folder / "idp.crt").read_text())
    (folder / "idp.xml").write_text(_page(f"{found.address}/metadata"))
    return found
