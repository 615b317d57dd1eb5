from django.urls import path

from .views import networks, partners, public

app_name = "network"
urlpatterns = [
    path("n/about-me/", public.link_again, name="link_again"),
    path("n/about-me/on-its-way/", public.link_on_its_way, name="link_on_its_way"),
    path("n/<slug:name>/", public.network, name="public"),
    path("n/about-me/<str:key>/", public.about_me, name="about_me"),
    path("staff/o/<slug:slug>/networks/", networks.networks, name="networks"),
    path("staff/o/<slug:slug>/networks/<slug:name>/", networks.network, name="network"),
    path("staff/o/<slug:slug>/networks/<slug:name>/change/", networks.change_network, name="change_network"),
    path("staff/o/<slug:slug>/networks/<slug:name>/decide/", networks.decide, name="decide"),
    path("staff/o/<slug:slug>/networks/<slug:name>/addresses/", networks.addresses, name="addresses"),
    path("staff/o/<slug:slug>/networks/<slug:name>/members/<int:pk>/leave/", networks.leave, name="leave"),
    path("staff/o/<slug:slug>/partners/", partners.partners, name="partners"),
    path("staff/o/<slug:slug>/partners/import/", partners.import_file, name="import"),
    path("staff/o/<slug:slug>/partners/<int:pk>/", partners.partner, name="partner"),
    path("staff/o/<slug:slug>/partners/<int:pk>/change/", partners.change_partner, name="change_partner"),
    path("staff/o/<slug:slug>/partners/<int:pk>/merge/", partners.merge, name="merge"),
    path("staff/o/<slug:slug>/partners/<int:pk>/talk/", partners.talk, name="talk"),
    path("staff/o/<slug:slug>/partners/<int:pk>/contacts/<int:contact>/", partners.contact, name="contact"),
    path("staff/o/<slug:slug>/visits/", partners.exchanges, name="exchanges"),
]
