from django.urls import URLPattern, path

from . import prioritising, staff, views

app_name = "series"
STAFF = "staff/d/<slug:slug>/series/"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/series/", views.series, name="series"),
    path("b/", views.find, name="find"),
    path("b/<str:code>/", views.ballot, name="ballot"),
    path(STAFF, staff.overview, name="overview"),
    path(f"{STAFF}people/", staff.people, name="people"),
    path(f"{STAFF}people/<int:number>/uninvite/", staff.uninvite, name="uninvite"),
    path(f"{STAFF}invitation.pdf", staff.invitation, name="invitation"),
    path(f"{STAFF}attendance.pdf", staff.attendance_list, name="attendance_list"),
    path(f"{STAFF}attendance/<int:number>/", staff.attendance, name="attendance"),
    path(f"{STAFF}ballot/", prioritising.prioritise, name="prioritise"),
    path(f"{STAFF}ballot/print/", prioritising.make, name="make"),
    path(f"{STAFF}ballot/enter/", prioritising.enter, name="enter"),
    path(f"{STAFF}ballot/close/", prioritising.close, name="close"),
    path(f"{STAFF}plan/", prioritising.plan, name="plan"),
    path(f"{STAFF}plan/<int:number>/", prioritising.action, name="action"),
    path(f"{STAFF}plan.<str:form>", prioritising.plan_document, name="plan_document"),
    path(f"{STAFF}sheet.pdf", prioritising.sheet, name="sheet"),
]
