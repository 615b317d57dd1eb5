from django.urls import URLPattern, path

from . import staff, views

app_name = "evaluation"
STAFF = "staff/d/<slug:slug>/evaluation/"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/evaluation/", views.evaluation, name="evaluation"),
    path("d/<slug:slug>/evaluation/report.docx", views.report, {"form": "docx"}, name="report_docx"),
    path("d/<slug:slug>/evaluation/report.pdf", views.report, {"form": "pdf"}, name="report_pdf"),
    path("d/<slug:slug>/evaluation/<slug:part>/paper/", views.paper_form, name="paper_form"),
    path("o/<slug:slug>/evaluation/", views.comparison, name="comparison"),
    path("c/<str:receipt>/evaluation/<slug:part>/", views.by_receipt, name="by_receipt"),
    path("e/", views.find, name="find"),
    path("e/<str:code>/", views.by_code, name="by_code"),
    path("staff/o/<slug:slug>/evaluation/", staff.comparison, name="comparison_staff"),
    path(STAFF, staff.overview, name="overview"),
    path(f"{STAFF}<slug:part>/ask/", staff.ask, name="ask"),
    path(f"{STAFF}<slug:part>/answer/", staff.answer, name="answer"),
    path(f"{STAFF}<slug:part>/enter/", staff.enter, name="enter"),
    path(f"{STAFF}<slug:part>/codes/", staff.codes, name="codes"),
    path(f"{STAFF}effect/<int:number>/", staff.judge, name="judge"),
]
