from django.urls import path

from .views import reading, staff

app_name = "text_hearing"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/"
STAFF = "staff/d/<slug:slug>/text/<int:number>/"
urlpatterns = [
    path(f"{PUBLIC}text/<slug:paragraph>/", reading.paragraph, name="paragraph"),
    path(f"{PUBLIC}versions/", reading.versions, name="versions"),
    path(f"{PUBLIC}versions/<int:before>/<int:after>/", reading.compared, name="compared"),
    path(STAFF, staff.staff_text, name="staff_text"),
    path(f"{STAFF}look/<slug:key>/", staff.look, name="look"),
]
