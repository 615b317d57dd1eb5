from django.urls import path

from . import change_views, views

app_name = "proposals"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/proposals/"
STAFF = "staff/d/<slug:slug>/proposals/<int:number>/"
urlpatterns = [
    path(PUBLIC, views.listed, name="listed"),
    path(f"{PUBLIC}<str:reference>/support/", views.support, name="support"),
    path(f"{PUBLIC}<str:reference>/", change_views.proposal, name="proposal"),
    path(f"{PUBLIC}<str:reference>/change/", change_views.suggest, name="suggest"),
    path("c/<str:receipt>/change/<str:reference>/", change_views.answer_as_author, name="answer_as_author"),
    path(STAFF, views.staff_list, name="staff_list"),
    path(f"{STAFF}<str:reference>/", views.staff_proposal, name="staff_proposal"),
    path(f"{STAFF}change/<str:reference>/", change_views.staff_change, name="staff_change"),
    path(f"{STAFF}change/<str:reference>/reason/", change_views.staff_reason, name="staff_reason"),
    path(f"{STAFF}<str:reference>/merge/", views.merge, name="merge"),
    path(f"{STAFF}<str:reference>/merge/<int:pk>/undo/", views.undo_merge, name="undo_merge"),
]
