"""The operator's commands, run as an operator runs them. Serving: test_serving.py; backups: test_backup.py."""

import os
import sqlite3
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail

from gehor import cli
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Account, Organisation
from gehor.site.operations import CannotDo, founding
from gehor.testing.serving import free_port

from .conftest import ADDRESS, KEY

TRACEBACK = "Traceback"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(scope="module")
def home(installed):
    """An installation whose rows are not changed by the tests that share it."""
    return installed()


@pytest.fixture(scope="module")
def production(installed, in_production):
    """The same in production, with nobody in it who may be entered by one click."""
    installation = installed(**in_production)
    installation.python("from gehor.ground.organisations.models import Account; Account.objects.update(is_demo=False)")
    return installation


# What production asks for


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"GEHOR_SECRET_KEY": None}, "GEHOR_SECRET_KEY is not set"),
        ({"GEHOR_SECRET_KEY": "short"}, "shorter than 50 characters"),
        ({"GEHOR_SECRET_KEY": "gehor" * 20, "LANG": "sv_SE.UTF-8"}, "upprepar sig"),
        ({"GEHOR_SECRET_KEY": "only-for-demo-and-tests-this-key-is-known-to-everyone-0123456789"}, "is the demo's"),
        ({"GEHOR_HOSTS": None}, "GEHOR_HOSTS is not set"),
        ({"GEHOR_HOSTS": "dialog.example.org,*"}, "GEHOR_HOSTS must name each host"),
        ({"GEHOR_MAIL": None}, "GEHOR_MAIL is not set"),
        ({"GEHOR_MAIL": "outbox:"}, "GEHOR_MAIL is the demo's outbox"),
        ({"GEHOR_MAIL": "smtp://u:hemligt@host:port"}, "GEHOR_MAIL cannot be read"),
        ({"GEHOR_MODE": "prod"}, "must be production, demo or test"),
        ({"GEHOR_PROXIES": "one"}, "GEHOR_PROXIES is “one”"),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/gehor", "GEHOR_POOL": "1"}, "a whole number from 2 on"),
        ({"GEHOR_INNER_NETWORKS": "10.20.0.1/16"}, "GEHOR_INNER_NETWORKS cannot be read"),
        ({"GEHOR_ADDRESS": "dialog.example.org"}, "write it whole"),
        ({"GEHOR_HOME": "/proc/nowhere"}, "cannot be made"),
        ({"DATABASE_URL": "postgres://gehor:hemligt@host:port/gehor"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "mysql://gehor:hemligt@host/gehor"}, "does not know"),
    ],
)
def test_it_does_not_start_misconfigured_and_says_why(production, environment, says):
    done = production.gehor("serve", "--port", str(production.port), **environment)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.startswith("gehor: ") and len(done.stderr.strip().splitlines()) == 1
    assert TRACEBACK not in done.stderr and "hemligt" not in done.stderr
    assert not done.stdout


def test_the_demo_is_not_served_with_the_settings_of_production_forgotten(home):
    """Production is what one gets without saying anything."""
    done = home.gehor("serve", GEHOR_MODE=None)
    assert done.returncode == 2
    assert "GEHOR_SECRET_KEY is not set" in done.stderr


def test_the_demo_is_not_served_in_production_nor_from_a_database_of_others(production, monkeypatch, capsys):
    """One click would let anybody in, and letters would stay in a post box that everybody can read."""
    monkeypatch.setenv("GEHOR_MODE", "production")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    for words in (["serve", "--demo"], ["demo"]):
        assert cli.main(words) == 2
        assert "där startar inte demon" in capsys.readouterr().err
    done = production.gehor("demo", GEHOR_MODE="demo")
    assert done.returncode == 2 and "not the demo's database" in done.stderr


def test_the_demo_sends_nothing_whatever_mail_server_is_named(home):
    said = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    done = home.ended("-c", said, GEHOR_MAIL="smtp://127.0.0.1:1")
    assert done.stdout.strip() == "gehor.ground.outbox.backend.OutboxBackend", done.stderr


def test_sqlite_has_one_writing_process(home):
    done = home.gehor("serve", "--processes", "2", "--port", str(home.port))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "one writing process" in done.stderr


def test_the_deployment_check_is_clean_in_production(production):
    done = production.gehor("manage", "check", "--deploy", "--fail-level", "INFO")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_manage_py_works_and_says_what_is_wrong_without_a_traceback(home):
    manage = Path(__file__).resolve().parents[4] / "manage.py"
    if not manage.exists():
        pytest.skip("not run from a clone")
    assert "no issues" in home.run(manage, "check")
    home.environment["GEHOR_MODE"] = "production"
    try:
        with pytest.raises(RuntimeError) as wrong:
            home.run(manage, "check")
    finally:
        home.environment["GEHOR_MODE"] = "demo"
    assert "GEHOR_SECRET_KEY is not set" in str(wrong.value) and TRACEBACK not in str(wrong.value)


def test_one_click_people_and_the_outbox_have_no_address_in_production(production):
    said = production.python(
        """
from django.urls import get_resolver, resolve, Resolver404, NoReverseMatch, reverse
for address in ("/demo/sign-in/", "/outbox/"):
    try: print(address, resolve(address))
    except Resolver404: print(address, "is nowhere")
for name in ("demo_sign_in", "outbox:messages"):
    try: print(name, reverse(name))
    except NoReverseMatch: print(name, "is nowhere")
from django.test import RequestFactory
from gehor.site.context import everywhere
print(everywhere(RequestFactory().get("/"))["demo_people"])
"""
    )
    assert said.splitlines() == [
        "/demo/sign-in/ is nowhere",
        "/outbox/ is nowhere",
        "demo_sign_in is nowhere",
        "outbox:messages is nowhere",
        "()",
    ]


# gehor doctor


def test_the_doctor_finds_nothing_to_mend(production):
    done = production.gehor("doctor")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("Nothing to mend.\n")
    assert "✗" not in done.stdout
    assert f"The address is {ADDRESS}." in done.stdout


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"GEHOR_SECRET_KEY": "short"}, ["shorter than 50 characters"]),
        (
            {"GEHOR_ADDRESS": "http://dialog.example.org", "GEHOR_PROXIES": "0", "GEHOR_MAIL": "smtp://127.0.0.1:1"},
            ["must begin with https://", "GEHOR_PROXIES is 0", "does not answer as it should"],
        ),
        (
            {
                "GEHOR_MAIL_FROM": "Älvsala kommun",
                "GEHOR_SMS_DIR": "/dev/null/sms",
                "LANG": "sv_SE.UTF-8",
                "GEHOR_OIDC": "/nowhere.toml",
                "GEHOR_SIGN_IN": str(Path(__file__).parents[4] / "pyproject.toml"),
            },
            [
                "GEHOR_MAIL_FROM är ”Älvsala kommun”",
                "I GEHOR_SMS_DIR /dev/null/sms får den här användaren inte skriva",
                "måste ange vems medarbetare som släpps in",
                "GEHOR_OIDC anger filen /nowhere.toml",
            ],
        ),
        (
            {
                "GEHOR_ADDRESS": "https://other.example.org",
                "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
                "GEHOR_SAML": "/dev",
            },
            [
                "a host that GEHOR_HOSTS does not name",
                "cannot be read: connection failed",
                "/dev cannot be read: it is a",
            ],
        ),
    ],
)
def test_the_doctor_says_what_to_mend_about_the_environment(production, environment, says):
    done = production.gehor("doctor", **environment)
    assert done.returncode == 1, done.stdout
    wrong = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert len(wrong) == len(says)
    assert all(sentence in line for sentence, line in zip(says, wrong, strict=True))
    assert TRACEBACK not in done.stderr


def test_the_doctor_says_what_to_mend_about_the_installation(installed, in_production):
    sick = installed(**in_production)
    with sqlite3.connect(sick.home / "gehor.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE name = '0002_entries_are_append_only'")
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('planning', '0999_later', '2030-01-01')"
        )
    (sick.home / "static").rename(sick.home / "away")
    assert "✓ There are no static files yet: `gehor serve` makes them" in sick.gehor("doctor").stdout
    (sick.home / "away").rename(sick.home / "static")
    (sick.home / "static" / "staticfiles.json").unlink()
    said = sick.gehor("doctor").stdout
    assert "not in the shape of this version (steps left: 1)" in said
    assert "from a newer version of Gehör (planning 0999_later)" in said
    assert "Static files are not those of this version" in said
    assert said.endswith("To mend: 3.\n")
    refused = sick.gehor("serve", "--port", sick.port)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "from another version of Gehör (planning 0999_later)" in refused.stderr

    with sqlite3.connect(sick.home / "gehor.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('journal', '0002_entries_are_append_only', '2026-01-01')"
        )
    sick.python(
        """
import datetime as dt
from gehor.ground import clock
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
long_ago = clock.now() - dt.timedelta(hours=1)
Entry.objects.create(at=long_ago, organisation_id=Organisation.objects.get().pk, step="x", actor="machine:x",
                     subject_kind="x", subject_id=1, codes={})
"""
    )
    said = sick.gehor("doctor").stdout
    assert "What waits for the worker: 1 journal entries to seal and 0 tasks" in said
    assert "There are demo people" in said

    with sqlite3.connect(sick.home / "gehor.sqlite3") as database:
        database.execute("ALTER TABLE organisations_organisation DROP COLUMN contact_phone")
    lacks = "The database is of an earlier Gehör and has no organisations_organisation.contact_phone."
    assert f"✗ {lacks}" in sick.gehor("doctor").stdout
    refused = sick.gehor("backup", sick.home / "all.zip")
    assert (refused.returncode, refused.stderr) == (2, f"gehor: {lacks} Start with the version it is from.\n")
    for file in sick.home.glob("gehor.sqlite3*"):
        file.unlink()
    refused = sick.gehor("journal", "verify")
    assert refused.returncode == 2 and "is not in the shape of this version" in refused.stderr


def test_a_damaged_database_file_is_told(installed):
    damaged = installed()
    file = damaged.home / "gehor.sqlite3"
    with file.open("r+b") as out:
        out.seek(file.stat().st_size // 2)
        out.write(os.urandom(20_000))
    done = damaged.gehor("doctor")
    assert done.returncode == 1
    assert "damaged" in done.stdout or "malformed" in done.stdout
    assert TRACEBACK not in done.stderr


# gehor journal verify


def test_a_whole_journal_is_verified_against_a_head_that_was_kept(home):
    done = home.gehor("journal", "verify")
    assert done.returncode == 0
    assert "The journal is whole." in done.stdout
    head = done.stdout.strip().rpartition(" ")[2]
    said = home.python(
        f"""
from gehor.site.operations import CannotDo, journal
print(journal.verify({head!r}), journal.verify("3:{"0" * 64}"))
try: journal.verify("nonsense")
except CannotDo as refusal: print(refusal)
"""
    )
    assert "does not contain the head you kept" in said
    assert "0 1\n--head is written NUMBER:HASH" in said


def test_a_changed_journal_is_told_with_the_entry(installed):
    forged = installed()
    with sqlite3.connect(forged.home / "gehor.sqlite3") as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        changed, removed = (row[0] for row in database.execute("SELECT id FROM journal_entry ORDER BY id LIMIT 2"))
        database.execute("UPDATE journal_entry SET actor = 'account:99' WHERE id = ?", [changed])
        database.execute("DELETE FROM journal_entry WHERE id = ?", [removed])
        (slipped,) = database.execute(
            "INSERT INTO journal_entry SELECT 900000 + id, at, organisation_id, dialogue_id, step, 'account:99', "
            "subject_kind, subject_id, codes, mark FROM journal_entry ORDER BY id LIMIT 1 RETURNING id"
        ).fetchone()
    done = forged.gehor("journal", "verify")
    assert done.returncode == 1
    assert f"Entry {changed} (" in done.stdout and "changed or inserted" in done.stdout
    assert f"Entry {removed}, seal" in done.stdout and "removed" in done.stdout
    assert f"Entry {slipped}: put in or changed past Gehör" in done.stdout
    assert "NOT whole" in done.stdout


# gehor found, gehor secret, gehor unlock


def test_an_organisation_is_founded_and_its_administrator_signs_in(installed):
    house = installed()
    done = house.gehor("found", "bortby", "Bortby kommun", "Ada@Example.org")
    assert done.returncode == 0, done.stderr
    assert "ada@example.org signs in at" in done.stdout
    said = house.python(
        "from gehor.ground.organisations.models import Membership\n"
        "m = Membership.objects.get(organisation__slug='bortby')\n"
        "print(m.organisation.name, m.account.email, m.role, m.account.has_usable_password())"
    )
    assert said.strip() == "Bortby kommun ada@example.org administrator False"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "name", "administrator", "says"),
    [
        ("alvsala", "Älvsala igen", "bo@example.org", "already an organisation"),
        ("Älv sala", "Älvsala", "bo@example.org", "hyphens"),
        ("bortby", "", "bo@example.org", "1 to 120 characters"),
        ("bortby", "Bortby", "nobody", "no e-mail address"),
    ],
)
def test_nonsense_founds_nothing(organisation, slug, name, administrator, says):
    with pytest.raises(CannotDo, match=says):
        founding.found(slug, name, administrator, kind="municipality")
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_one_account_may_administer_two_houses(organisation, accounts):
    founding.found("nyby", "Nyby kommun", "ADA@alvsala.example", kind="region")
    assert Account.objects.get(email="ada@alvsala.example").memberships.count() == 2


def test_a_secret_is_long_enough_and_another_each_time(home):
    first, second = (home.gehor("secret", GEHOR_MODE=None).stdout.strip() for _ in range(2))
    assert first != second
    assert len(first) >= 50 <= len(KEY)


@pytest.mark.django_db
def test_a_lost_second_factor_can_be_taken_away(accounts, signed_in, capsys, settings):
    alma, browser, other = accounts["alma"], signed_in("alma"), signed_in("bo")
    TOTP.activate(alma, "A" * 32)
    RecoveryCodes.activate(alma)
    assert founding.unlock("Alma@alvsala.example ") == 0
    assert "alma@alvsala.example is removed" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert browser.get("/staff/").status_code == 302, "signed out everywhere"
    assert other.get("/staff/").status_code == 200
    entries = Entry.objects.filter(step="organisations.unlock_account")
    done = list(entries.values_list("organisation_id", "actor", "subject_id"))
    assert done == [(alma.memberships.get().organisation_id, "machine:operator", alma.pk)]
    journal = signed_in("ada").get("/staff/o/alvsala/journal/").text
    assert "Second factor taken from somebody who had lost it" in journal and "Whoever runs the installation" in journal
    assert [(each.to, each.subject) for each in mail.outbox] == [([alma.email], "Tvåstegsinloggningen är borttagen")]
    with pytest.raises(CannotDo, match="no second factor"):
        founding.unlock("alma@alvsala.example")
    with pytest.raises(CannotDo, match="no account"):
        founding.unlock("nobody@alvsala.example")
    TOTP.activate(alma, "A" * 32)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", free_port()
    settings.MAIL_IN_BACKGROUND = True  # as everywhere but in tests
    assert founding.unlock("alma@alvsala.example") == 0
    assert "could not be told of it by mail" in capsys.readouterr().err


def test_an_unknown_command_is_told_which_there_are(home):
    done = home.gehor("serv")
    assert done.returncode == 2
    assert "serve" in done.stderr and TRACEBACK not in done.stderr
