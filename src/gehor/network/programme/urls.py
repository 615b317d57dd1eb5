from django.urls import URLPattern, path

from .views import calling, own, public, readers, tenant

app_name = "programme"
HOSTED, ONE = "staff/o/<slug:slug>/programmes/", "staff/o/<slug:slug>/programmes/<slug:name>/"
OWN, READ = "programmes/own/<str:key>/", "programmes/assess/<str:key>/"
urlpatterns: list[URLPattern] = [
    path("programmes/", public.programmes, name="programmes"),
    path("programmes/link-again/", public.link_again, name="link_again"),
    path(OWN, own.own, name="own"),
    path(f"{OWN}organisation/", own.organisation, name="organisation"),
    path(f"{OWN}decision/", own.decision, name="decision"),
    path(f"{OWN}decision/<int:pk>/", own.document, name="document"),
    path(f"{OWN}people/", own.people, name="people"),
    path(f"{OWN}work/", own.work, name="work"),
    path(f"{OWN}invoice/", own.invoice, name="invoice"),
    path(f"{OWN}submit/", own.submit, name="submit"),
    path(f"{OWN}reopen/", own.reopen, name="reopen"),
    path(f"{OWN}withdraw/", own.withdraw, name="withdraw"),
    path(f"{OWN}forget/", own.forget, name="forget_own"),
    path(READ, readers.to_assess, name="to_assess"),
    path(f"{READ}<int:pk>/", readers.assess, name="assess"),
    path(f"{READ}<int:pk>/documents/<int:document>/", readers.assessed_document, name="assessed_document"),
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
    path(f"{ONE}readers/", readers.readers, name="readers"),
    path(f"{ONE}readers/<int:pk>/link/", readers.reader_link, name="reader_link"),
    path(f"{ONE}readers/<int:pk>/let-go/", readers.let_reader_go, name="let_reader_go"),
    path(f"{ONE}applications/<int:pk>/correct/", calling.correct, name="correct"),
    path(f"{ONE}applications/<int:pk>/forget/", calling.forget, name="forget"),
    path(f"{ONE}applications/<int:pk>/link/", calling.send_link, name="send_link"),
    path(f"{ONE}applications/<int:pk>/partner/", calling.partner, name="partner"),
    path(f"{ONE}applications/<int:pk>/documents/<int:document>/", calling.document, name="submitted_document"),
]
