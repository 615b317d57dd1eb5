from django.urls import path

from . import views

app_name = "petition"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/petitions/"
STAFF = "staff/d/<slug:slug>/petition/<int:number>/"
urlpatterns = [
    path(PUBLIC, views.listed, name="listed"),
    path(f"{PUBLIC}<str:reference>/support/", views.support, name="support"),
    path(STAFF, views.staff_list, name="staff_list"),
    path(f"{STAFF}<str:reference>/", views.staff_petition, name="staff_petition"),
]
