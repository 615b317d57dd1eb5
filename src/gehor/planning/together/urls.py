from django.urls import path

from . import approving, views

app_name = "together"
urlpatterns = [
    path("staff/o/<slug:slug>/approval/", approving.rule, name="rule"),
    path("staff/d/<slug:slug>/together/", views.shared, name="shared"),
    path("staff/d/<slug:slug>/together/approval/", approving.approval, name="approval"),
    path("staff/d/<slug:slug>/together/comments/", views.comments, name="comments"),
    path("staff/d/<slug:slug>/together/comments/<str:part>/", views.part, name="part"),
    path("staff/d/<slug:slug>/together/threads/<int:pk>/reply/", views.reply, name="reply"),
    path("staff/d/<slug:slug>/together/threads/<int:pk>/resolve/", views.resolve, name="resolve"),
    path("staff/d/<slug:slug>/together/assign/", views.assign, name="assign"),
    path("staff/d/<slug:slug>/together/assignments/<int:pk>/done/", views.finish, name="finish"),
    path("staff/d/<slug:slug>/together/assignments/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("staff/d/<slug:slug>/together/minutes/", views.minutes, name="minutes"),
    path("staff/d/<slug:slug>/together/minutes/<int:pk>/correct/", views.correct, name="correct"),
]
