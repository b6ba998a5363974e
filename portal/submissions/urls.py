"""The public addresses of what anybody may send, below /<language>/submissions/."""

from django.urls import path

from . import check_views, form_views, join_views, own_views, paper_views

urlpatterns = [
    path("", form_views.kinds_view, name="submission_kinds"),
    path("status/", own_views.status_form_view, name="submission_status_form"),
    path("status/<str:code>/", own_views.status_view, name="submission_status"),
    path("mine/", own_views.mine_view, name="submission_mine"),
    path("own/<str:code>/<str:secret>/", own_views.own_view, name="submission_own"),
    path("join/<str:code>/", join_views.join_view, name="submission_join"),
    path("join/<str:code>/<str:secret>/", join_views.confirm_join_view, name="submission_join_confirm"),
    path("draft/<uuid:draft_id>/", form_views.resume_view, name="submission_resume"),
    path("draft/<uuid:draft_id>/later/", form_views.later_view, name="submission_later"),
    path("draft/<uuid:draft_id>/check/", check_views.check_view, name="submission_check"),
    path("draft/<uuid:draft_id>/sent/", check_views.sent_view, name="submission_sent"),
    path("draft/<uuid:draft_id>/file/<uuid:file_id>/", form_views.file_view, name="submission_file"),
    path("draft/<uuid:draft_id>/<slug:slug>/", form_views.step_view, name="submission_step"),
    path("<slug:kind>/paper/", paper_views.paper_view, name="submission_paper"),
    path("<slug:kind>/", form_views.begin_view, name="submission_begin"),
]
