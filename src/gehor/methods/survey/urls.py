from django.urls import path

from . import views

app_name = "survey"
PAGE = "staff/d/<slug:slug>/survey/<int:number>/"
urlpatterns = [
    path(PAGE, views.questions, name="questions"),
    path(f"{PAGE}new/", views.question, name="new_question"),
    path(f"{PAGE}question/<slug:key>/", views.question, name="question"),
    path(f"{PAGE}from-file/", views.from_file, name="from_file"),
    path(f"{PAGE}questions.json", views.questions_json, name="questions_json"),
    path(f"{PAGE}questions.csv", views.questions_csv, name="questions_csv"),
]
