"""The layout and its components: what a page promises before any room has put a word on it."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from brobygger.base.menu import HEADINGS, MOST, PAGES, grouped, menu
from brobygger.base.templatetags import brobygger as tags

OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
INLINE = re.compile(r"""<script(?![^>]*(?:src=|application/json))|\sstyle=|\son[a-z]+=|javascript:""")


def _drawn(source, **context):
    request = RequestFactory().get("/")
    compiled = CottonCompiler().process("{% load brobygger i18n %}" + source)
    return Template(compiled).render(Context({"request": request, **context}))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("path", ["/account/login/", "/account/forgot/", "/nothing/here/"])
def test_a_page_brings_nothing_from_outside_and_runs_nothing_inline(client, db, path):
    page = client.get(path)
    text = page.content.decode()
    assert not OUTSIDE.search(text)
    assert not INLINE.search(text), INLINE.search(text)
    assert "script-src 'self';" in page.headers["Content-Security-Policy"] + ";"


def test_a_missing_page_says_so_kindly_and_neutrally(client, db):
    page = client.get("/nothing/here/", headers={"accept-language": "en"})
    assert page.status_code == 404
    assert "<title>Not found</title>" in page.content.decode()


def test_the_language_can_be_changed_on_every_page(client, db):
    first = client.get(reverse("account_login"), headers={"accept-language": "da"})
    assert '<html lang="da">' in first.content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/account/login/"})
    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_a_page_that_has_become_too_old_says_so(db):
    from django.test import Client

    page = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert page.status_code == 403
    assert "<title>" in page.content.decode()


def test_the_menu_shows_what_may_be_opened_and_where_one_is(client):
    items = menu({"manage_staff": True, "see_trail": False}, reverse("staff") + "invite/")
    assert [(item.href, item.here) for item in items] == [(reverse("staff"), True)]
    assert menu({}, "/") == []


def test_the_menu_has_at_most_seven_headings_and_each_says_how_much_waits_behind_it():
    everything = dict.fromkeys((act for _, _, act, *_ in PAGES), True)
    waits = {"overview": lambda: 2, "alarms": lambda: 3, "handbook": lambda: 4}
    groups = grouped(menu(everything, reverse("leaks"), waits))
    assert len(groups) == len(HEADINGS) <= MOST
    assert sum(len(group.items) for group in groups) == len(PAGES)
    assert [(group.waiting, group.here) for group in groups if group.waiting] == [(2, False), (3, True), (4, False)]
    overview = groups[0]
    assert overview.alone is not None
    assert overview.alone.href == reverse("overview")
    # Where all fit side by side, none is behind a heading.
    few = grouped(menu({"see_alarms": True, "see_leaks": True}, "/"))
    assert [group.alone and group.alone.href for group in few] == [reverse("alarms"), reverse("leaks")]


def test_a_reason_has_words_and_an_unknown_one_too():
    assert "last programme leader" in tags.reason("last_leader")
    assert tags.reason("never_heard_of")


class Everything(forms.Form):
    name = forms.CharField(help_text="As it is written")
    note = forms.CharField(widget=forms.Textarea)
    role = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("1", "Mon"), ("2", "Tue")], widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(choices=[("x", "X")])
    sure = forms.BooleanField(label="Sure")
    file = forms.FileField()
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_every_kind_of_field_has_its_label_its_hint_and_its_error():
    form = Everything({"role": "b"})
    page = _drawn('{% for f in form %}<c-field :field="f" />{% endfor %}', form=form)
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= ids
    described = {one for found in re.findall(r'aria-describedby="([^"]+)"', page) for one in found.split()}
    assert described <= ids
    assert {"id_name_helptext", "id_name_error"} <= described
    assert page.count("<legend") == 2
    assert page.count('class="form-radio"') == 2
    assert page.count("checked") == 1
    assert 'type="hidden"' in page


def test_the_errors_stand_on_top_with_a_way_to_each_field():
    page = _drawn('<c-form-errors :form="form" />', form=Everything({}))
    assert 'href="#id_name"' in page
    assert not _drawn('<c-form-errors :form="form" />', form=Everything()).strip()


def test_a_refused_button_is_grey_and_says_why():
    page = _drawn('<c-button refused="last_leader">End</c-button><c-button refused="">Go</c-button>')
    assert page.count("disabled") == 1
    assert "last programme leader" in page


def test_only_danger_to_a_person_is_red():
    for kind in ("info", "success", "warning", "error", ""):
        assert "alert-error" not in _drawn(f'<c-alert kind="{kind}">x</c-alert>')
    assert "alert-error" in _drawn('<c-alert kind="danger">x</c-alert>')


def test_the_other_components_draw_what_they_are_given():
    page = _drawn(
        '<c-table caption="Files" stack><tbody><tr><td>a</td></tr></tbody></c-table>'
        '<c-empty heading="None">later</c-empty><c-identity-bar name="Anna" tag="h1"><li>Victim</li></c-identity-bar>'
        '<c-summary><c-fact term="Language">Danish</c-fact></c-summary><c-badge kind="success">Yes</c-badge>'
        '<c-pagination older="?before=3" /><c-card heading="H">x<c-slot name="actions">do</c-slot></c-card>'
        '<c-progress :value="done" :max="all" label="Import">1 of 4</c-progress><c-progress label="Wait">…</c-progress>'
        '<c-details summary="More">x</c-details><c-back-link href="/x/">Back</c-back-link>',
        done=1,
        all=4000,
    )
    for part in ("<caption", "Anna</h1>", "<dt>Language</dt>", 'rel="next"', 'value="1" max="4000"', "<summary"):
        assert part in page, part
    assert 'rel="prev"' not in page


def test_dates_are_written_with_the_day_first_in_both_languages():
    from datetime import UTC, datetime

    at = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    source = '{{ at|date:"SHORT_DATETIME_FORMAT" }}'
    assert _drawn(source, at=at) == "3 Nov 2026, 15:05"
    with translation.override("da"):
        assert _drawn(source, at=at) == "03.11.2026 15:05"
