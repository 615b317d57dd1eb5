from django.urls import path

from . import promising, sending, views, writing

urlpatterns = [
    path("d/<slug:slug>/feedback/", views.promises, name="promises"),
    path("staff/o/<slug:slug>/feedback/", promising.terms, name="terms"),
    path("staff/d/<slug:slug>/feedback/", views.stages, name="stages"),
    path("staff/d/<slug:slug>/feedback/summary/explain/", promising.explain, name="explain"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/", writing.stage, name="stage"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/promise/", promising.promise, name="promise"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/sent/", sending.sent, name="sent"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/letters.pdf", sending.letters_pdf, name="letters"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/paper.txt", sending.paper, name="paper"),
    path("staff/d/<slug:slug>/feedback/<slug:stage>/poster.pdf", sending.poster, name="poster"),
]
