from django.urls import path

from . import public, views

app_name = "identity"
urlpatterns = [
    path("d/<slug:slug>/take-part/<int:number>/show/", public.show, name="show"),
    path("d/<slug:slug>/take-part/<int:number>/eid/", public.leave, name="eid"),
    path("eid/back/", public.eid_back, name="eid_back"),
    path("eid/<slug:org>/saml/", public.saml_answer, name="saml_answer"),
    path("eid/<slug:org>/saml/back/", public.saml_back, name="saml_back"),
    path("eid/<slug:org>/saml/metadata.xml", public.saml_metadata, name="saml_metadata"),
    path("eid/<slug:org>/keys.json", public.eid_keys, name="eid_keys"),
    path("staff/d/<slug:slug>/openings/<int:number>/proof/", views.demands, name="demands"),
    path("staff/d/<slug:slug>/openings/<int:number>/codes/", views.codes, name="codes"),
]
