from django.urls import path

from . import views

app_name = "proposals"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/proposals/"
STAFF = "staff/d/<slug:slug>/proposals/<int:number>/"
urlpatterns = [
    path(PUBLIC, views.listed, name="listed"),
    path(f"{PUBLIC}<str:reference>/support/", views.support, name="support"),
    path(STAFF, views.staff_list, name="staff_list"),
    path(f"{STAFF}<str:reference>/", views.staff_proposal, name="staff_proposal"),
    path(f"{STAFF}<str:reference>/merge/", views.merge, name="merge"),
    path(f"{STAFF}<str:reference>/merge/<int:pk>/undo/", views.undo_merge, name="undo_merge"),
]
