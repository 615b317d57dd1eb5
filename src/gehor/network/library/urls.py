from django.urls import URLPattern, path

from .views import asking, lists, public, reviewing, writing

app_name = "library"
MINE, ONE, KEPT = (
    "staff/o/<slug:slug>/library/",
    "staff/o/<slug:slug>/library/<int:pk>/",
    "staff/o/<slug:slug>/library/review/",
)
urlpatterns: list[URLPattern] = [
    path("library/", public.library, name="library"),
    path("library/who/", public.who, name="who"),
    path("library/feed.atom", public.atom, name="feed"),
    path("library/library.json", public.library_json, name="json"),
    path("library/library.csv", public.library_csv, name="csv"),
    path("library/lists/", lists.lists, name="lists"),
    path("library/lists/change/", lists.change, name="change_list"),
    path("library/list/", lists.shared, name="shared"),
    path("library/events.ics", public.events_ics, name="events"),
    path("library/article/<slug:slug>/", public.article, name="article"),
    path("library/article/<slug:slug>/event.ics", public.event_ics, name="event"),
    path("library/article/<slug:slug>/files/<slug:sha256>/", public.file, name="file"),
    path("library/article/<slug:slug>/ask/", asking.ask, name="ask"),
    path("library/article/<slug:slug>/asked/", asking.asked, name="asked"),
    path(MINE, writing.mine, name="mine"),
    path(f"{MINE}new/<slug:kind>/", writing.begin, name="begin"),
    path(ONE, writing.own, name="own"),
    path(f"{ONE}write/", writing.write, name="write"),
    path(f"{ONE}submit/", writing.submit, name="submit"),
    path(f"{ONE}take-back/", writing.take_back, name="take_back"),
    path(f"{ONE}version/", writing.begin_version, name="begin_version"),
    path(f"{ONE}drop/", writing.drop, name="drop"),
    path(f"{ONE}withdraw/", writing.withdraw, name="withdraw"),
    path(f"{ONE}named/", writing.named, name="named"),
    path(f"{ONE}files/", writing.files, name="files"),
    path(f"{ONE}files/<slug:sha256>/", writing.own_file, name="own_file"),
    path(f"{ONE}files/<slug:sha256>/drop/", writing.drop_file, name="drop_file"),
    path("staff/d/<slug:slug>/example/", writing.make, name="make"),
    path(KEPT, reviewing.queue, name="queue"),
    path(f"{KEPT}<int:pk>/", reviewing.review, name="review"),
    path(f"{KEPT}<int:pk>/publish/", reviewing.publish, name="publish"),
    path(f"{KEPT}<int:pk>/files/<slug:sha256>/", reviewing.submitted_file, name="submitted_file"),
]
