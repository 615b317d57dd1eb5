from django.urls import URLPattern, path

from .views import calling, own, public, tenant

app_name = "programme"
HOSTED, ONE = "staff/o/<slug:slug>/programmes/", "staff/o/<slug:slug>/programmes/<slug:name>/"
OWN = "programmes/own/<str:key>/"
urlpatterns: list[URLPattern] = [
    path("programmes/", public.programmes, name="programmes"),
    path(OWN, own.own, name="own"),
    path(f"{OWN}organisation/", own.organisation, name="organisation"),
    path(f"{OWN}decision/", own.decision, name="decision"),
    path(f"{OWN}decision/<int:pk>/", own.document, name="document"),
    path(f"{OWN}people/", own.people, name="people"),
    path(f"{OWN}work/", own.work, name="work"),
    path(f"{OWN}invoice/", own.invoice, name="invoice"),
    path(f"{OWN}submit/", own.submit, name="submit"),
    path(f"{OWN}withdraw/", own.withdraw, name="withdraw"),
    path("programmes/<slug:name>/", public.programme, name="programme"),
    path("programmes/<slug:name>/apply/", public.apply, name="apply"),
    path("staff/o/<slug:slug>/taking-part/", tenant.taking_part, name="taking_part"),
    path(HOSTED, calling.programmes, name="hosted"),
    path(ONE, calling.programme, name="call"),
    path(f"{ONE}change/", calling.change, name="change"),
    path(f"{ONE}publish/", calling.publish, name="publish"),
    path(f"{ONE}applications/<int:pk>/", calling.application, name="application"),
    path(f"{ONE}applications/<int:pk>/rule/", calling.rule, name="rule"),
    path(f"{ONE}applications/<int:pk>/time/", calling.give_time, name="give_time"),
    path(f"{ONE}applications/<int:pk>/link/", calling.send_link, name="send_link"),
    path(f"{ONE}applications/<int:pk>/partner/", calling.partner, name="partner"),
    path(f"{ONE}applications/<int:pk>/documents/<int:document>/", calling.document, name="submitted_document"),
]
