from django.urls import path

from . import assessing, criteria, views

app_name = "governance"
STAFF = "staff/o/<slug:slug>/map/"
urlpatterns = [
    path("o/<slug:slug>/map/", views.public_map, name="map"),
    path(
        "o/<slug:slug>/map/principles/<int:number>/", views.version, {"kind": "principles"}, name="principles_version"
    ),
    path("o/<slug:slug>/map/roles/<int:number>/", views.version, {"kind": "roles"}, name="roles_version"),
    path(STAFF, views.overview, name="overview"),
    path(f"{STAFF}principles/", views.document, {"kind": "principles"}, name="principles"),
    path(f"{STAFF}principles/draft/", views.draft, {"kind": "principles"}, name="principles_draft"),
    path(f"{STAFF}principles/adopt/", views.adopt, {"kind": "principles"}, name="principles_adopt"),
    path(f"{STAFF}principles/drop/", views.drop, {"kind": "principles"}, name="principles_drop"),
    path(f"{STAFF}roles/", views.document, {"kind": "roles"}, name="roles"),
    path(f"{STAFF}roles/draft/", views.draft, {"kind": "roles"}, name="roles_draft"),
    path(f"{STAFF}roles/adopt/", views.adopt, {"kind": "roles"}, name="roles_adopt"),
    path(f"{STAFF}roles/drop/", views.drop, {"kind": "roles"}, name="roles_drop"),
    path(f"{STAFF}components/<int:number>/", assessing.component, name="component"),
    path(f"{STAFF}criteria/", criteria.criteria, name="criteria"),
    path(f"{STAFF}criteria/new/", criteria.add, name="criterion_add"),
    path(f"{STAFF}criteria/<int:number>/", criteria.reword, name="criterion"),
    path(f"{STAFF}criteria/<int:number>/retire/", criteria.retire, name="criterion_retire"),
    path(f"{STAFF}years/", assessing.history, name="history"),
    path(f"{STAFF}years/<int:year>/<int:number>/", assessing.judge, name="judge"),
]
