from django.urls import path

from .views import editing, voting

app_name = "budget"
PAGE = "staff/d/<slug:slug>/budget/<int:number>/"
urlpatterns = [
    path(PAGE, editing.projects, name="projects"),
    path(f"{PAGE}new/", editing.project, name="new_project"),
    path(f"{PAGE}project/<slug:key>/", editing.project, name="project"),
    path(f"{PAGE}from-file/", editing.from_file, name="from_file"),
    path("d/<slug:slug>/take-part/<int:number>/pictures/<slug:sha256>.jpg", voting.picture, name="picture"),
]
