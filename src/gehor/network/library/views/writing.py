"""Where colleagues write articles: what they have, one of them, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.act import Actor
from gehor.ground.forms import saved
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.sentences import need_texts
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.files import served
from gehor.planning.queries import dialogue_for, facts_known
from gehor.process.learning import (
    BEGIN_VERSION,
    CHANGE_ARTICLE,
    DROP_ARTICLE,
    KEEP_NAMED,
    PUBLISH_ARTICLE,
    SUBMIT_ARTICLE,
    TAKE_ARTICLE_BACK,
    WITHDRAW_ARTICLE,
    WRITE_ARTICLE,
)
from gehor.process.step import Step
from gehor.process.steps import MAKE_EXAMPLE

from .. import measuring, queries, rules, texts
from ..actions import naming
from ..actions import writing as actions
from ..cards import Related, related
from ..differing import Differing, differing
from ..forms import FileForm, ReasonForm, article_form, filled
from ..kinds import Kind
from ..models import Article, Body, Licence
from ..queries import Standing
from ..searching import names
from ..shelf import shelf
from ..shown import shown


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's own articles, and for those who keep the library what waits for them."""
    here = organisation_for(request.actor, slug)
    kept_by = queries.keeper()
    keeps = kept_by == here and request.actor.may(PUBLISH_ARTICLE, here.pk)
    rows = queries.standings(queries.articles_of(here).filter(origin="")[:500])
    context = {
        "here": "library",
        "rows": [(each, texts.KINDS[Kind(each.article.kind)][0], *texts.STATES[each.state]) for each in rows],
        "keeper": kept_by,
        "keeps": keeps,
        "waiting": queries.submitted().count() if keeps else 0,
        "may_write": request.actor.may(WRITE_ARTICLE, here.pk),
        "kinds": [(kind.value, words[0], texts.ABOUT_KIND[kind]) for kind, words in texts.KINDS.items()],
    }
    return staff_page(request, "library/mine.html", here, context)


@PAGE
def begin(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new article of one kind."""
    here = organisation_for(request.actor, slug, WRITE_ARTICLE)
    of = _kind(kind)
    form = article_form(of, shelf(), measured={})(
        posted(request), source=here.source_language, initial={"licence": Licence.CC_BY}
    )
    given: dict[str, Any] = {"actor": request.actor, "kind": of, "source_language": here.source_language}
    if saved(form, lambda: actions.write_article(here, **given, **form.given)):
        messages.success(request, _("The draft is saved. Nobody outside your organisation sees it."))
        return see_other("library:own", slug, form.outcome.pk)
    return staff_page(request, "library/write.html", here, {**_writing(of), "form": form, "article": None})


@PAGE
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """An example is made of a dialogue by one click; where one has been made, it is gone on with."""
    dialogue = dialogue_for(request.actor, slug, MAKE_EXAMPLE)
    here = dialogue.organisation
    made = queries.example_of(dialogue)
    if made is None and request.method == "POST":
        made = actions.make_example(dialogue, actor=request.actor)
        messages.success(request, _("A draft is made of what the dialogue already says. Read it, and go on writing."))
    if made is not None:
        return see_other("library:own", here.slug, made.pk)
    missing = MAKE_EXAMPLE.missing(facts_known(dialogue))
    context = {"dialogue": dialogue, "source": dialogue.source_language, "missing": need_texts(map(str, missing))}
    return staff_page(request, "library/make.html", here, context)


@PAGE
def write(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The draft of an article, gone on with."""
    here, article = _own(request, slug, pk, CHANGE_ARTICLE)
    standing = queries.standing(article)
    if _is_locked(request, standing):
        return see_other("library:own", slug, pk)
    kind, at_hand = Kind(article.kind), shelf()
    measured = measuring.measured(article.dialogue).figures if article.dialogue else {}
    form = article_form(kind, at_hand, measured=measured)(
        posted(request), source=article.source_language, initial=filled(kind, standing.newest, at_hand)
    )
    if saved(form, lambda: actions.change_article(article, actor=request.actor, **form.given)):
        messages.success(request, _("The draft is saved. Nobody outside your organisation sees it."))
        return see_other("library:own", slug, pk)
    return staff_page(request, "library/write.html", here, {**_writing(kind), "form": form, "article": article})


@require_safe
def own(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One article: where it stands, what to do next, what was done with it, and how it will look."""
    here, article = _own(request, slug, pk)
    return _own_page(request, here, queries.standing(article))


@require_POST
def submit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _here, article = _own(request, slug, pk, SUBMIT_ARTICLE)
    actions.submit_article(article, actor=request.actor)
    messages.success(request, _("The article is submitted. You get a mail when it has been looked through."))
    return see_other("library:own", slug, pk)


@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _here, article = _own(request, slug, pk, TAKE_ARTICLE_BACK)
    actions.take_back(article, actor=request.actor)
    messages.success(request, _("The article is taken back. You can go on writing."))
    return see_other("library:own", slug, pk)


@require_POST
def begin_version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _here, article = _own(request, slug, pk, BEGIN_VERSION)
    actions.begin_version(article, actor=request.actor)
    return see_other("library:write", slug, pk)


@PAGE
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asked once more: what is thrown away is gone."""
    here, article = _own(request, slug, pk, DROP_ARTICLE)
    standing = queries.standing(article)
    if _is_locked(request, standing):
        return see_other("library:own", slug, pk)
    if request.method == "POST":
        actions.drop_article(article, actor=request.actor)
        messages.success(request, _("The draft is thrown away."))
        return see_other("library:mine", slug)
    return staff_page(request, "library/drop.html", here, {"here": "library", "standing": standing})


@PAGE
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here, article = _own(request, slug, pk, WITHDRAW_ARTICLE)
    form = ReasonForm(posted(request))
    if saved(form, lambda: actions.withdraw(article, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The article is withdrawn. Its address says so, and why."))
        return see_other("library:own", slug, pk)
    context = {"here": "library", "standing": queries.standing(article), "form": form}
    return staff_page(request, "library/withdraw.html", here, context)


@PAGE
def named(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Whom the article names and until when: kept for another while, or forgotten."""
    here, article = _own(request, slug, pk, KEEP_NAMED)
    if "keep" in request.POST:
        naming.keep_named(article, actor=request.actor)
        messages.success(request, _("Whom the article names can be asked for another two years."))
        return see_other("library:own", slug, pk)
    if "forget" in request.POST:
        naming.forget_named(article, actor=request.actor)
        messages.success(request, _("Whom the article named is forgotten."))
        return see_other("library:own", slug, pk)
    standing = queries.standing(article)
    found = standing.named
    context = {
        "here": "library",
        "standing": standing,
        "named": found,
        "whom": texts.whom(Kind(article.kind), found.content) if found else [],
        "is_about": bool(found) and rules.is_about_a_person(Kind(article.kind), found.content),
    }
    return staff_page(request, "library/named.html", here, context)


# Files


@PAGE
def files(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pictures and PDFs of the draft."""
    here, article = _own(request, slug, pk, CHANGE_ARTICLE)
    standing = queries.standing(article)
    if _is_locked(request, standing):
        return see_other("library:own", slug, pk)
    uploaded = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*uploaded, source=article.source_language)
    if saved(form, lambda: actions.add_file(article, actor=request.actor, **form.cleaned_data)):
        return see_other("library:files", slug, pk)
    context = {
        "here": "library",
        "article": article,
        "heading": standing.heading,
        "files": shown(article, standing.newest, staff=True).files,
        "form": form,
    }
    return staff_page(request, "library/files.html", here, context)


@require_POST
def drop_file(request: HttpRequest, slug: str, pk: int, sha256: str) -> HttpResponse:
    _here, article = _own(request, slug, pk, CHANGE_ARTICLE)
    actions.drop_file(article, actor=request.actor, sha256=sha256)
    return see_other("library:files", slug, pk)


@require_safe
def own_file(request: HttpRequest, slug: str, pk: int, sha256: str) -> HttpResponse:
    """A file that may not be public yet."""
    _here, article = _own(request, slug, pk)
    return served(queries.file_of(article, sha256))


# Pieces


def _own(request: HttpRequest, slug: str, pk: int, *steps: Step) -> tuple[Organisation, Article]:
    here = organisation_for(request.actor, slug, *steps)
    return here, queries.article_of(here, pk)


def _is_locked(request: HttpRequest, standing: Standing) -> bool:
    """Nothing is written here now: its own page says why. What was sent all the same is refused, and shown again."""
    return request.method != "POST" and (standing.draft is None or standing.waits is not None)


def _kind(code: str) -> Kind:
    try:
        return Kind(code)
    except ValueError:
        raise Http404 from None


def _writing(kind: Kind) -> dict[str, Any]:
    return {"here": "library", "kind": texts.KINDS[kind][0], "about": texts.ABOUT_KIND[kind]}


def _own_page(request: HttpRequest, here: Organisation, standing: Standing) -> HttpResponse:
    article, kind = standing.article, Kind(standing.article.kind)
    lacking = rules.lacking(kind, standing.newest.content, source=article.source_language) if standing.draft else []
    measured = measuring.measured(article.dialogue) if article.dialogue and standing.draft else None
    words, tone = texts.STATES[standing.state]
    context = {
        "here": "library",
        "standing": standing,
        "kind": texts.KINDS[kind][0],
        "state": words,
        "tone": tone,
        "lacking": [texts.field_label(kind, key) for key in lacking],
        "may": _mays(request.actor, standing, kept=queries.keeper() is not None),
        "history": history(standing),
        "this": shown(article, standing.newest, measured=measured, staff=True),
        "named": standing.named,
        "related": belonging(standing, standing.newest),
        "differing": differs(standing, standing.newest),
    }
    return staff_page(request, "library/own.html", here, context)


def differs(standing: Standing, body: Body) -> list[Differing] | None:
    """From what is public; None where nothing is, or where this is it."""
    if standing.public is None or standing.public == body:
        return None
    article = standing.article
    return differing(Kind(article.kind), standing.public, body, source=article.source_language)


def _mays(actor: Actor, standing: Standing, *, kept: bool) -> dict[str, bool]:
    """What this reader can do with the article now."""
    article = standing.article
    lacking = (
        rules.lacking(Kind(article.kind), standing.draft.content, source=article.source_language)
        if standing.draft
        else ()
    )
    now = rules.facts(
        standing.deeds,
        drafted=standing.draft is not None,
        lacking=lacking,
        kept=kept,
        written_here=queries.is_written_here(article),
    )
    steps = {
        "change": CHANGE_ARTICLE,
        "submit": SUBMIT_ARTICLE,
        "take_back": TAKE_ARTICLE_BACK,
        "drop": DROP_ARTICLE,
        "begin_version": BEGIN_VERSION,
        "withdraw": WITHDRAW_ARTICLE,
    }
    return {name: actor.may(step, article.organisation_id) and not step.missing(now) for name, step in steps.items()}


def belonging(standing: Standing, body: Body) -> Related:
    """What is shown beside the article as it will be public."""
    at_hand = shelf()
    return related(body.related, at_hand.entry(standing.article.slug), at_hand, names())


def history(standing: Standing) -> list[tuple[Any, int, Any, Any, str]]:
    """(when, number of the version, what was done, by whom, why), the latest first."""
    rows: list[tuple[Any, int, Any, Any, str]] = []
    for version in standing.versions:
        rows.append((version.submitted_at, version.number, _("Submitted"), version.submitted_by, ""))
        rows += [
            (done.done_at, version.number, texts.DEEDS[rules.Deed(done.deed)], done.done_by, done.reason)
            for done in version.deeds.all()
        ]
    return rows[::-1]
