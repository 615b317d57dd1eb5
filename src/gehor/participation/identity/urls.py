from django.urls import path

from . import public, views

app_name = "identity"
urlpatterns = [
    path("d/<slug:slug>/take-part/<int:number>/show/", public.show, name="show"),
    path("d/<slug:slug>/take-part/<int:number>/eid/", public.eid, name="eid"),
    path("eid/back/", public.eid_back, name="eid_back"),
    path("eid/<slug:org>/keys.json", public.eid_keys, name="eid_keys"),
    path("staff/d/<slug:slug>/openings/<int:number>/proof/", views.demands, name="demands"),
    path("staff/d/<slug:slug>/openings/<int:number>/codes/", views.codes, name="codes"),
]
