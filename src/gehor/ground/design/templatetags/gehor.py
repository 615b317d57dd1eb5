"""What every template may use after {% load gehor %}. docs/design.md shows each."""

import datetime as dt
import re
import uuid

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from gehor.ground import catalogue, clock
from gehor.ground.days import form_of_first
from gehor.ground.design import river, texts
from gehor.ground.design.icons import ICONS, MARK, POINTING
from gehor.ground.figures import Figure
from gehor.ground.languages import said
from gehor.process.steps import ALL

register = template.Library()
NOTED = re.compile(r"\w+:[0-9a-f]{16}")  # what stood in a field when a form was opened, see ground.forms.FreshForm


# Words


@register.simple_tag
def local(text, source="sv"):
    """{% local dialogue.title dialogue.source_language %}: in the reader's language, else marked with its own."""
    words, language = said(text or {}, source, get_language() or source)
    return _in_language(words, language, "span", words)


@register.simple_tag
def local_paragraphs(text, source="sv"):
    """As local, with the paragraphs and line breaks that the writer made."""
    words, language = said(text or {}, source, get_language() or source)
    return _in_language(words, language, "div", mark_safe(linebreaks(words, autoescape=True)) if words else "")


@register.simple_tag
def typed(text, language):
    """{% typed question.text network.source_language %}: words that stand in one language only, marked with it."""
    return local({language: text}, language)


@register.simple_tag
def typed_paragraphs(text, language):
    """As typed, with the paragraphs and line breaks that the writer made."""
    return local_paragraphs({language: text}, language)


@register.simple_tag
def local_text(text, source="sv"):
    """As local, but bare: for <title>, attributes and other places where no element may stand."""
    return said(text or {}, source, get_language() or source)[0]


def _in_language(words, language, element, shown):
    if not words:
        return ""
    if language == get_language():
        return format_html("{}", shown)
    return format_html('<{0} lang="{1}" dir="{2}">{3}</{0}>', element, language, direction(language), shown)


@register.filter
def direction(language):
    """ltr or rtl."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.simple_tag
def language_name(code):
    """The language's own name for itself, with a capital letter: Svenska, English, العربيّة."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]


# Signs


@register.simple_tag
def icon(name, title=""):
    """A sign. Without a title it is decoration and screen readers pass it by."""
    path = ICONS[name]
    turning = mark_safe(' class="pointing"') if name in POINTING else ""
    if title:
        return format_html(
            '<svg{} viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" '
            'stroke-linecap="round" stroke-linejoin="round" role="img" aria-label="{}"><path d="{}"/></svg>',
            turning,
            title,
            path,
        )
    return format_html(
        '<svg{} viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>',
        turning,
        path,
    )


@register.simple_tag
def mark():
    """Gehör's mark."""
    return format_html(
        '<svg viewBox="0 0 48 48" width="48" height="48" fill="none" stroke="currentColor" stroke-width="4.5" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>',
        MARK,
    )


@register.simple_tag
def channel(code):
    """How it reached us: a sign and a word."""
    return format_html('<span class="channel">{} {}</span>', icon(str(code)), texts.CHANNELS[str(code)])


@register.simple_tag
def outcome(code):
    """What the deciding body did with it: a tag with sign, word and colour, any of which would do alone."""
    words, sign, tone = texts.OUTCOMES[str(code)]
    return format_html('<span class="tag {}">{} {}</span>', tone, icon(sign), words)


# Days and numbers


@register.simple_tag
def day(moment, form="DATE_FORMAT"):
    """12 March 2026, in <time>. form: a format of Django's; "moment" adds the time of day."""
    if not moment:
        return ""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        stamp = moment.isoformat(timespec="minutes")
    else:
        stamp = moment.isoformat()
    shown = date_format(moment, "DATE_FORMAT")
    if form == "moment" and isinstance(moment, dt.datetime):
        shown = _("%(day)s at %(time)s") % {"day": shown, "time": date_format(moment, "TIME_FORMAT")}
    elif form not in ("moment", "DATE_FORMAT"):
        shown = date_format(moment, form)
    return format_html('<time datetime="{}">{}</time>', stamp, shown)


@register.simple_tag
def days(first, last):
    """3–12 March 2026, 29 March – 2 April 2026, or one day when it is the same. What both share is said once."""
    first, last = (timezone.localdate(each) if isinstance(each, dt.datetime) else each for each in (first, last))
    if first == last or not first or not last:
        return day(first or last)
    form, between = form_of_first(first, last)
    return format_html("{}{}{}", day(first, form), between, day(last))


@register.filter
def has_passed(day):
    """Whether a day is over."""
    return day < clock.today()


@register.simple_tag
def days_late(due):
    """A tag that says how many days late an answer is; nothing while it is not."""
    if isinstance(due, dt.datetime):
        due = timezone.localtime(due).date()
    days = (clock.today() - due).days if due else 0
    if days <= 0:
        return ""
    words = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": Figure(days)}
    return format_html('<span class="tag bad">{} {}</span>', icon("under_way"), words)


@register.filter
def figure(number):
    """1204 → 1 204, or 1,204 in English; also where a plural is counted by it. Nothing for nothing."""
    if isinstance(number, int):
        return Figure(number)
    return "" if number is None or number == "" else number_format(number, force_grouping=True)


@register.filter
def percent(share, decimals=0):
    """0.125 → 13 %. Nothing for nothing."""
    if share is None or share == "":
        return ""
    number = figure(round(float(share) * 100, int(decimals)) if int(decimals) else round(float(share) * 100))
    return _("%(number)s%%") % {"number": number}


@register.filter
def phone(number):
    """A number that a telephone calls when one presses on it, never broken over two lines."""
    digits = "".join(sign for sign in number if sign.isdecimal() or sign == "+")
    return format_html('<a class="phone" href="tel:{}">{}</a>', digits, number)


@register.filter
def share_of(part, whole):
    """part / whole as a share from 0 to 1; 0 when there is nothing to share."""
    return part / whole if whole else 0


@register.inclusion_tag("design/chart.html")
def bar_chart(rows, title, of=None, headed=False):
    """Bars with their table. rows: (label, count, percent 0–100) or (label, count); of: what 100 % is.

    headed: whether a heading above them says the title already
    """
    rows = [tuple(row) for row in rows]
    whole = of or sum(row[1] for row in rows)
    longest = max((row[1] for row in rows), default=0)
    return {
        "title": title,
        "headed": headed,
        "rows": [
            {
                "label": row[0],
                "count": row[1],
                "share": row[2] / 100 if len(row) > 2 and row[2] is not None else share_of(row[1], whole),
                "length": f"{100 * share_of(row[1], longest):.2f}",
            }
            for row in rows
        ],
    }


# The river


@register.simple_tag
def bend(index, count):
    """The drawn water of one step, lying down for broad pages and standing for narrow ones."""
    lying = river.bend(index, count, middle=32, swing=12, upright=False)
    standing = river.bend(index, count, middle=24, swing=8, upright=True)
    return format_html(
        '<svg class="bend across" viewBox="0 0 100 64" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}"/><path d="{}"/></svg><svg class="bend down" viewBox="0 0 48 100" preserveAspectRatio="none" '
        'aria-hidden="true"><path d="{}"/><path d="{}"/></svg>',
        *lying,
        *standing,
    )


@register.filter
def river_state(state):
    return texts.RIVER_STATES[state]


@register.filter
def is_box(field):
    """Whether a form field is one single tick box, whose label stands after it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def error_anchor(field):
    """The id that an error link leads to: the control itself, or the first of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def is_prose(text):
    """Whether a typed value is worth reading again: words, not a choice, a number or what a form notes for itself."""
    words = text.split()
    return len(words) > 1 and not all(map(NOTED.fullmatch, words))


@register.simple_tag(takes_context=True)
def may(context, *keys):
    """{% may "analysis.read" as reads %}: whether who reads this page of staff may take one of these steps here."""
    actor, house = context["request"].actor, context["organisation"]
    return any(actor.may(ALL[key], house.pk) for key in keys)


@register.simple_tag(takes_context=True)
def own_page(context, activity):
    """{% own_page activity as own %}: (address, words) of the page of its method's own for staff, or nothing."""
    method, words = catalogue.methods().get(activity.method), catalogue.words(activity.method)
    name = method and (method.own_page or method.staff_page)
    if not name or not may(context, "planning.plan_part"):
        return None
    return reverse(name, args=[context["dialogue"].slug, activity.number]), words.own_page or words.staff_page


@register.simple_tag
def occasion(activity):
    """{% occasion activity as held %}: the day, hours and place at which people come together, or nothing."""
    method = catalogue.methods().get(activity.method)
    return method and method.occasion(activity.setup)


@register.simple_tag(takes_context=True)
def here(context):
    """The address of this page, for forms that must lead back to it."""
    request = context.get("request")
    return request.get_full_path() if request and request.method in ("GET", "HEAD") else "/"


@register.simple_tag
def form_key():
    """{% form_key %}: a hidden field by which one form is known again, so that pressed twice it is received once.

    Drawn for each form and each reader, also where the page is not kept: whoever had another's key would be the other.
    """
    return format_html('<input type="hidden" name="submission" value="{}">', uuid.uuid4())
