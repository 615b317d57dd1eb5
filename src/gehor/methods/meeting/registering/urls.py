from django.urls import path

from . import views

app_name = "registering"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/"
STAFF = "staff/d/<slug:slug>/meeting/<int:number>/registered/"
urlpatterns = [
    path(f"{PUBLIC}register/", views.register, name="register"),
    path(f"{PUBLIC}here/", views.here, name="here"),
    path("c/<str:receipt>/meeting/", views.sits, name="sits"),
    path("c/<str:receipt>/meeting/<int:pk>/", views.own, name="own"),
    path("c/<str:receipt>/meeting/<int:pk>/stay-away/", views.stay_away, name="stay_away"),
    path(STAFF, views.registered, name="registered"),
    path(f"{STAFF}add/", views.add, name="add"),
    path(f"{STAFF}door/", views.door, name="door"),
    path(f"{STAFF}<int:pk>/came/", views.came, name="came"),
    path(f"{STAFF}<int:pk>/take-back/", views.take_back, name="take_back"),
]
