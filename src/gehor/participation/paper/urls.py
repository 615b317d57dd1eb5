from django.urls import path

from .views import addresses, again, printing, scanning

app_name = "paper"
urlpatterns = [
    path("staff/d/<slug:slug>/paper/<int:number>/", printing.paper, name="paper"),
    path("staff/d/<slug:slug>/paper/<int:number>/blank.pdf", printing.blank, name="blank"),
    path("staff/d/<slug:slug>/paper/<int:number>/runs/<int:run>/<int:part>.pdf", printing.run_file, name="run_file"),
    path("staff/d/<slug:slug>/paper/<int:number>/runs/<int:run>/<int:part>/slips.pdf", printing.slips, name="slips"),
    path("staff/d/<slug:slug>/paper/<int:number>/invalid/<int:pk>/drop/", printing.drop_invalid, name="drop_invalid"),
    path("staff/d/<slug:slug>/paper/<int:number>/known/", printing.known, name="known"),
    path("staff/d/<slug:slug>/paper/<int:number>/addresses/", addresses.addresses, name="addresses"),
    path("staff/d/<slug:slug>/paper/<int:number>/twice/", again.twice, name="twice"),
    path("staff/d/<slug:slug>/paper/<int:number>/twice/again/", again.again, name="again"),
    path("staff/d/<slug:slug>/paper/<int:number>/twice/<int:pk>/", again.settle, name="settle"),
    path("staff/d/<slug:slug>/paper/<int:number>/twice/list/", again.list_again, name="list_again"),
    path("staff/d/<slug:slug>/paper/<int:number>/twice/list/<int:pk>/", again.settle_listed, name="settle_list"),
    path("staff/d/<slug:slug>/paper/<int:number>/scans/", scanning.scans, name="scans"),
    path("staff/d/<slug:slug>/paper/<int:number>/scans/<int:pk>/drop/", scanning.drop, name="drop_scan"),
    path("staff/d/<slug:slug>/paper/<int:number>/review/", scanning.review, name="review"),
]
