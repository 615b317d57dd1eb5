from django.urls import URLPattern, path

from . import views

app_name = "basis"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/basis/version/<int:number>/", views.version, name="version"),
    path("d/<slug:slug>/basis/version/<int:number>.pdf", views.version_pdf, name="version_pdf"),
    path("d/<slug:slug>/basis/version/<int:number>.docx", views.version_docx, name="version_docx"),
    path("d/<slug:slug>/basis/version/<int:number>.json", views.version_json, name="version_json"),
    path("staff/d/<slug:slug>/basis/", views.overview, name="overview"),
    path("staff/d/<slug:slug>/basis/texts/", views.texts, name="texts"),
    path("staff/d/<slug:slug>/basis/alternatives/add/", views.add_alternative, name="add_alternative"),
    path("staff/d/<slug:slug>/basis/alternatives/<int:number>/", views.alternative, name="alternative"),
    path("staff/d/<slug:slug>/basis/alternatives/<int:number>/drop/", views.drop_alternative, name="drop_alternative"),
    path("staff/d/<slug:slug>/basis/findings/", views.findings, name="findings"),
    path("staff/d/<slug:slug>/basis/findings/<int:number>/", views.meet, name="meet"),
    path("staff/d/<slug:slug>/basis/preview/", views.preview, name="preview"),
    path("staff/d/<slug:slug>/basis/draft.pdf", views.draft_pdf, name="draft_pdf"),
    path("staff/d/<slug:slug>/basis/draft.docx", views.draft_docx, name="draft_docx"),
    path("staff/d/<slug:slug>/basis/freeze/", views.freeze, name="freeze"),
    path("staff/o/<slug:slug>/templates/", views.templates, name="templates"),
    path("staff/o/<slug:slug>/templates/start.docx", views.starting_template, name="starting_template"),
    path("staff/o/<slug:slug>/templates/<int:pk>/drop/", views.drop_template, name="drop_template"),
    path("staff/o/<slug:slug>/templates/<int:pk>.docx", views.template_file, name="template_file"),
]
