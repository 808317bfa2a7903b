"""The language of the call is changed on the page: script and consent follow, and what was written stays."""

from brobygger.base.tests.browsing import form_of
from brobygger.programmes.models import ConsentWording

HTMX = {"hx-request": "true"}


def text(response):
    return response.content.decode()


def wording(language):
    return ConsentWording.objects.filter(language=language).latest("version")


def test_with_scripts_the_new_script_and_wording_come_by_themselves(opened):
    owner, case = opened()
    told = {"language": "en", "note": "Taler engelsk."}
    part = text(owner.post(f"/case/{case.pk}/call/script/", told, headers={"hx-request": "true"}))
    assert 'id="script"' in part
    assert 'lang="en"' in part
    assert wording("en").text in part
    assert f'name="consent_wording" value="{wording("en").pk}"' in part
    assert "<html" not in part
    assert "Taler engelsk." in text(owner.get(f"/case/{case.pk}/call/"))


def test_without_scripts_a_button_shows_it_with_all_that_was_written(opened):
    owner, case = opened()
    assert "Show the script in this language" in text(owner.get(f"/case/{case.pk}/call/"))
    answer = owner.post(f"/case/{case.pk}/call/script/", {"language": "en", "note": "Taler engelsk."}, follow=True)
    page = text(answer)
    assert answer.redirect_chain == [(f"/case/{case.pk}/call/", 302)]
    assert wording("en").text in page
    assert wording("da").text not in page
    assert "Taler engelsk." in page


def test_back_to_danish(opened):
    owner, case = opened(language="en")
    assert wording("en").text in text(owner.get(f"/case/{case.pk}/call/"))
    page = text(owner.post(f"/case/{case.pk}/call/script/", {"language": "", "note": "Dansk."}, follow=True))
    assert wording("da").text in page


def test_a_form_that_comes_back_with_an_error_has_the_wording_of_its_language(opened):
    owner, case = opened()
    told = {"result": "accepted", "language": "en", "note": "Taler engelsk."}
    page = text(owner.post(f"/case/{case.pk}/call/save/", told))
    assert wording("en").text in page


def test_an_unknown_language_shows_the_danish_script(opened):
    owner, case = opened()
    page = text(owner.post(f"/case/{case.pk}/call/script/", {"language": "xx", "note": "."}, follow=True))
    assert wording("da").text in page


def test_a_yes_stands_as_long_as_the_words_that_were_read_are_the_same(opened):
    owner, case = opened()
    told = {"result": "accepted", "consent_read": "on", "consent_wording": wording("da").pk}

    def ticked(language):
        part = text(owner.post(f"/case/{case.pk}/call/script/", told | {"language": language}, headers=HTMX))
        return "consent_read" in form_of(f"<form action='x'>{part}</form>", "x")

    assert [ticked(language) for language in ("xx", "", "en")] == [True, True, False]
    told["result"] = "declined"
    assert not ticked("xx")
