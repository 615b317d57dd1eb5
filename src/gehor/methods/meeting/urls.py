from django.urls import path

from . import views

app_name = "meeting"
PAGE = "staff/d/<slug:slug>/meeting/<int:number>/"
urlpatterns = [
    path(PAGE, views.notes, name="notes"),
    path(f"{PAGE}page/", views.page_of_notes, name="page_of_notes"),
    path(f"{PAGE}note/<str:reference>/", views.correct_note, name="correct_note"),
    path(f"{PAGE}tables/", views.tables, name="tables"),
    path(f"{PAGE}tables/carry-over/", views.carry_over, name="carry_over"),
    path(f"{PAGE}tables/<int:table>/", views.table, name="table"),
    path(f"{PAGE}tables/<int:table>/<int:seat>/", views.seat, name="seat"),
    path(f"{PAGE}tables/<int:table>/<int:seat>/leave/", views.leave_seat, name="leave_seat"),
    path(f"{PAGE}move/", views.move, name="move"),
    path(f"{PAGE}call-off/", views.call_off, name="call_off"),
    path(f"{PAGE}slips/", views.slips, name="slips"),
]
