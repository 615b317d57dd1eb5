from django.urls import path

from .views import attending, day, guests, own, planning, public, reporting, trial

app_name = "gatherings"
PUBLIC = "n/<slug:name>/meetings/"
OWN = "n/about-me/<str:key>/meetings/"
STAFF = "staff/o/<slug:slug>/networks/<slug:name>/"
MEETING = f"{STAFF}meetings/<int:number>/"
urlpatterns = [
    path("n/<slug:name>/meetings.ics", public.calendar, name="calendar"),
    path("n/<slug:name>/trial/", public.trial, name="public_trial"),
    path("n/<slug:name>/trial.<str:form>", public.trial_file, name="public_trial_file"),
    path(f"{PUBLIC}<int:number>/", public.gathering, name="public"),
    path(f"{PUBLIC}<int:number>/report/", public.report, name="public_report"),
    path(f"{PUBLIC}<int:number>/report.<str:form>", public.report_file, name="public_report_file"),
    path(f"{PUBLIC}<int:number>/materials/<int:pk>/", public.material, name="material"),
    path("n/about-me/<str:key>/meetings.ics", own.calendar, name="own_calendar"),
    path("n/about-me/<str:key>/home/<int:pk>/", attending.tell_outcome, name="tell_outcome"),
    path(f"{OWN}<int:pk>/", own.gathering, name="own"),
    path(f"{OWN}<int:pk>/answer/", own.answer, name="answer"),
    path(f"{OWN}<int:pk>/colleague/", own.colleague, name="colleague"),
    path(f"{OWN}<int:pk>/questions/", own.questions, name="own_questions"),
    path(f"{OWN}<int:pk>/here/", attending.here, name="here"),
    path(f"{OWN}<int:pk>/table/", attending.table, name="own_table"),
    path(f"{OWN}<int:pk>/home/", attending.take_home, name="take_home"),
    path(f"{OWN}<int:pk>/how/", attending.how_it_was, name="how_it_was"),
    path(f"{OWN}<int:pk>/materials/<int:material>/", own.material, name="own_material"),
    path(f"{STAFF}meetings/", planning.gatherings, name="gatherings"),
    path(f"{STAFF}bounces/", guests.bounces, name="bounces"),
    path(f"{STAFF}trial/", trial.trial, name="trial"),
    path(f"{STAFF}trial/money/", trial.money, name="money"),
    path(f"{STAFF}trial/evaluate/", trial.evaluate, name="evaluate_trial"),
    path(f"{STAFF}trial.<str:form>", trial.file, name="trial_file"),
    path(MEETING, planning.gathering, name="gathering"),
    path(f"{MEETING}change/", planning.change, name="change"),
    path(f"{MEETING}agenda/", planning.agenda, name="agenda"),
    path(f"{MEETING}agenda/<int:position>/", planning.part, name="part"),
    path(f"{MEETING}guests/", guests.guests, name="guests"),
    path(f"{MEETING}guests/invite/", guests.invite, name="invite"),
    path(f"{MEETING}guests/remind/", guests.remind, name="remind"),
    path(f"{MEETING}guests/<int:pk>/", guests.guest, name="guest"),
    path(f"{MEETING}questions/", guests.questions, name="questions"),
    path(f"{MEETING}tables/", day.tables, name="tables"),
    path(f"{MEETING}tables/hosts/", day.hosts, name="hosts"),
    path(f"{MEETING}tables/<int:table>/", day.table, name="table"),
    path(f"{MEETING}badges.pdf", day.badges, name="badges"),
    path(f"{MEETING}door/", day.door, name="door"),
    path(f"{MEETING}door/screen/", day.screen, name="screen"),
    path(f"{MEETING}door/new/", day.walk_in, name="walk_in"),
    path(f"{MEETING}home/", reporting.home, name="home"),
    path(f"{MEETING}home/tell/", reporting.tell, name="home_tell"),
    path(f"{MEETING}materials/", reporting.materials, name="materials"),
    path(f"{MEETING}report/", reporting.report, name="report"),
    path(f"{MEETING}report/ask/", reporting.ask, name="ask"),
    path(f"{MEETING}report/sum-up/", reporting.sum_up, name="sum_up"),
    path(f"{MEETING}report.<str:form>", reporting.file, name="report_file"),
]
