from django.urls import path

from . import views

app_name = "replies"
urlpatterns = [
    path("c/<str:receipt>/correct/<str:reference>/", views.correct, name="correct"),
    path("c/<str:receipt>/rate/<int:number>/", views.rate, name="rate"),
    path("d/<slug:slug>/answers/ratings/", views.ratings, name="ratings"),
    path("staff/d/<slug:slug>/corrections/", views.worklist, name="worklist"),
    path("staff/d/<slug:slug>/corrections/enter/", views.enter, name="enter"),
    path("staff/d/<slug:slug>/corrections/<int:pk>/", views.answer, name="answer"),
    path("staff/d/<slug:slug>/corrections/told/<int:pk>/", views.told, name="told"),
    path("staff/d/<slug:slug>/answers/<int:number>/again/", views.again, name="again"),
]
