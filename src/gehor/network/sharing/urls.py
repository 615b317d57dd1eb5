from django.urls import URLPattern, path

from .views import comparing, feeds, staff

app_name = "sharing"
SHARING, SOURCES = "staff/o/<slug:slug>/sharing/", "staff/o/<slug:slug>/sources/"
urlpatterns: list[URLPattern] = [
    path("o/<slug:slug>/shared.json", feeds.shared, name="shared"),
    path("shared/<str:key>.json", feeds.by_link, name="by_link"),
    path("compare/", comparing.compare, name="compare"),
    path("staff/o/<slug:slug>/compare/", comparing.comparison, name="comparison"),
    path(SHARING, staff.sharing, name="sharing"),
    path(f"{SHARING}link/", staff.change_link, name="change_link"),
    path(f"{SHARING}stop/", staff.stop_sharing, name="stop_sharing"),
    path(SOURCES, staff.sources, name="sources"),
    path(f"{SOURCES}<int:pk>/", staff.source, name="source"),
    path(f"{SOURCES}<int:pk>/stop/", staff.stop_listening, name="stop_listening"),
]
