"""`{% tables_of finding as tables %}`: what a finding rests on of all that was counted; a query where it does."""

from django import template

from gehor.analysis.models import Finding

from ..queries import Shown, shown

register = template.Library()


@register.simple_tag
def tables_of(finding: Finding) -> list[Shown]:
    return shown(finding) if getattr(finding, "lines", 1) else []
