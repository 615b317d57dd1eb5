"""What is done in one of two installations: `python -m …tests.house settle write look`, in a process of its own.

An order takes what stands after its =. What the last one gives is printed as a line of JSON.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
TITLES = ("Skolvägar", "Parken")


def settle() -> Any:
    """One dialogue is open, somebody hosts networks, and its figures are shared with everybody."""
    from gehor.ground.organisations.models import Membership
    from gehor.network.sharing import actions
    from gehor.network.sharing.rules import Audience, Part
    from gehor.testing import installation

    installation.build(contributions=7)
    house, account = _house()
    Membership.objects.get_or_create(account=account, organisation=house, role="network_host")
    parts = dict.fromkeys((Part.DIALOGUES, Part.HELD, Part.PEOPLE), Audience.EVERYBODY)
    actions.share(house, actor=_actor(), parts=parts, inhabitants=30_000)
    return house.slug


def write() -> Any:
    """Two examples with something in every kind of field, a method that both name, and an event."""
    from gehor.network.library.kinds import Kind

    walk = {"title": {"sv": "Gåtur", "en": "Walk"}, "short_description": {"sv": "Till fots."}}
    method = _public(Kind.METHOD, {**walk, "description": {"sv": "Man går."}})
    _public(
        Kind.EVENT,
        {
            "title": {"sv": "Träff"},
            "start_date": "2026-05-03T09:00",
            "end_date": "2026-05-03T12:00",
            "short_description": {"sv": "Vi ses."},
        },
    )
    for title in TITLES:
        _public(
            Kind.EXAMPLE,
            {
                "title": {"sv": title, "en": f"{title} (en)"},
                "short_description": {"sv": "Barn ritade sina vägar; ”citat” <b>och</b>\nradbrytning 🌱"},
                "question": {"sv": "Hur blir vägen trygg?"},
                "results": {"sv": "=SUM(A1)\n\n- cykelbana\n- **belysning**"},
                "city": "Åkerby",
                "contact_name": "Alma",
                "start_year": 2024,
                "start_month": 3,
                "external_links": ["https://a.example/?x=å"],
            },
            related=[method.slug, "https://other.example/x"],
            facets={"purpose": ["ideas"], "special_groups": ["children", "youth"]},
            told={"people": 41, "sek": 20500.5},
            licence="CC0-1.0",
            files=title == TITLES[0],
        )
    return len(TITLES)


def change() -> Any:
    """One article is withdrawn, one gets a new version, and only one part is shared any more."""
    from gehor.network.library.actions import reviewing, writing
    from gehor.network.library.models import Article, Draft
    from gehor.network.sharing import actions
    from gehor.network.sharing.rules import Audience, Part

    actor = _actor()
    one, other = (Article.objects.get(slug=slug, origin="") for slug in ("parken", "skolvagar"))
    writing.withdraw(one, actor=actor, reason="Fel siffror.")
    writing.begin_version(other, actor=actor)
    draft = Draft.objects.get(article=other)
    writing.change_article(
        other,
        actor=actor,
        content={**draft.content, "results": {"sv": "Två korsningar byggdes om."}},
        facets=draft.facets,
        related=draft.related,
        told=draft.told,
        licence=draft.licence,
    )
    writing.submit_article(other, actor=actor)
    reviewing.publish(other, actor=actor)
    actions.share(_house()[0], actor=actor, parts={Part.HELD: Audience.EVERYBODY}, inhabitants=30_000)
    return "changed"


def listen(address: str) -> Any:
    from gehor.network.sharing import actions

    for what, where in (("library", address), ("organisation", f"{address}/o/alvsala/")):
        actions.listen(_house()[0], actor=_actor(), what=what, name="De andra", address=where)
    return address


def ask() -> Any:
    from gehor.network.sharing import actions, queries

    return [actions.ask(source, actor=_actor()).pk for source in queries.sources(_house()[0])]


def work() -> Any:
    from gehor.ground.worker import work_off

    return work_off()


def look() -> Any:
    """The whole library, what has been heard, and how the last fetch of each feed ended."""
    from gehor.network.library import exchange
    from gehor.network.sharing import queries

    house = _house()[0]
    ends = queries.with_last_fetch(queries.sources(house))
    return {
        "articles": list(exchange.rows()),
        "dialogues": [(row.url, row.title, row.people) for row in queries.heard_dialogues(house)],
        "figures": [
            [year, code, cell.value, cell.of]
            for peer in queries.peers(house)
            if not peer.is_own
            for (year, code), cell in peer.figures.items()
        ],
        "ended": {source.what: [fetch.fault, fetch.counts, fetch.unchanged] for source, fetch in ends if fetch},
    }


def _public(kind: Any, content: dict[str, Any], *, files: bool = False, **given: Any) -> Any:
    from gehor.network.library.actions import reviewing, writing

    values = {"source_language": "sv", **given}
    article = writing.write_article(_house()[0], kind=kind, content=content, actor=_actor(), **values)
    if files:
        _add_files(article)
    writing.submit_article(article, actor=_actor())
    reviewing.publish(article, actor=_actor())
    return article


def _add_files(article: Any) -> None:
    """A picture and a PDF."""
    import io

    from PIL import Image

    from gehor.network.library.actions import writing
    from gehor.participation.attachments import check_upload

    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((120, 80)).save(drawn, "JPEG")
    for data, name in ((drawn.getvalue(), "väg.jpg"), (PDF, "rapport.pdf")):
        clean = check_upload(data, name)
        writing.add_file(article, actor=_actor(), file=clean, description={"sv": f"Bilaga: {name}", "en": name})


def _house() -> Any:
    from gehor.ground.organisations.models import Account, Organisation

    return Organisation.objects.get(), Account.objects.get()


def _actor() -> Any:
    from gehor.ground.organisations.queries import actor_of

    return actor_of(_house()[1])


ORDERS: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (settle, write, change, listen, ask, work, look)
}

if __name__ == "__main__":
    import django

    django.setup()
    given = None
    for word in sys.argv[1:]:
        name, _equals, value = word.partition("=")
        given = ORDERS[name](*([value] if value else []))
    print(json.dumps(given))
