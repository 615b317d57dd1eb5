from django.urls import path

from . import staff, views

app_name = "replies"
urlpatterns = [
    path("c/<str:receipt>/correct/<str:reference>/", views.correct, name="correct"),
    path("c/<str:receipt>/rate/<int:number>/", views.rate, name="rate"),
    path("d/<slug:slug>/answers/ratings/", views.ratings, name="ratings"),
    path("d/<slug:slug>/answers/ratings/paper/", views.rating_form, name="rating_form"),
    path("staff/d/<slug:slug>/corrections/", staff.worklist, name="worklist"),
    path("staff/d/<slug:slug>/corrections/enter/", staff.enter, name="enter"),
    path("staff/d/<slug:slug>/corrections/rating/", staff.enter_rating, name="enter_rating"),
    path("staff/d/<slug:slug>/corrections/letters.pdf", staff.letters_pdf, name="letters"),
    path("staff/d/<slug:slug>/corrections/posted/", staff.letters_posted, name="posted"),
    path("staff/d/<slug:slug>/corrections/<int:pk>/", staff.answer, name="answer"),
    path("staff/d/<slug:slug>/corrections/told/<int:pk>/", staff.told, name="told"),
    path("staff/d/<slug:slug>/answers/<int:number>/again/", staff.again, name="again"),
]
