from django.urls import path

from . import views

app_name = "map"
urlpatterns = [
    path("d/<slug:slug>/take-part/<int:number>/marks/", views.marks, name="marks"),
    path("d/<slug:slug>/take-part/<int:number>/marks.svg", views.marks_picture, name="marks_picture"),
    path("d/<slug:slug>/take-part/<int:number>/marks.json", views.marks_data, name="marks_data"),
]
