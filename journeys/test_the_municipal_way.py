"""Three ways in: an employee in Køge refers with consent; a citizen in Odense comes by herself; danger at step two."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from brobygger.routes.models import Criterion
from journeys.conftest import code_on, come_back, in_english, picture, sign_in, violations

SAID = "Han følger efter mig, når jeg har fri."


@pytest.fixture
def at_work(house, browse):
    """Opens the program as a member of the cast, in a language."""

    def come(who, language="da", width=1280):
        page = browse(width=width)
        sign_in(page, who)
        if language == "en":
            in_english(page)
        return page

    return come


def forward(page):
    """The one primary button of a step."""
    with page.expect_navigation():
        page.locator("#step .button-primary, .finish .button-primary").last.click()


def begin(page, *, look=True):
    """A new registration, with two signs."""
    page.goto("/screening/")
    page.locator("form.begin .button-primary").click()
    page.locator("[name=signs][value=afraid]").check()
    page.locator("[name=signs][value=watched]").check()
    page.locator("[name=signs_note]").fill("Kiggede hele tiden på sin telefon.")
    page.locator("[name=seen_on]").fill(localdate().isoformat())
    page.locator("[name=heard]").select_option("own_department")
    assert not look or violations(page) == []
    forward(page)


def ask(page, *, danger="no", child="no", look=True):
    """Asked, and it was confirmed."""
    page.locator("[name=asked][value=confirmed]").check()
    page.locator("[name=said_words]").fill(SAID)
    assert not look or violations(page) == []
    forward(page)
    if look:
        forward(page)  # with nothing answered
        missing = page.locator(".form-group:has([name=danger]) .form-error-message, .alert a[href='#id_danger']")
        expect(missing).to_have_count(2)
        page.locator(f"[name=danger][value={danger}]").check()
        expect(missing).to_have_count(0)
    page.locator("[name=a-acute_protection][value=no]").check()
    page.locator("[name=a-adult][value=yes]").check()
    page.locator(f"[name=danger][value={danger}]").check()
    page.locator(f"[name=child_worry][value={child}]").check()
    assert not look or violations(page) == []
    forward(page)


def answer_as_fits(page, *, look=True):
    """Every question of the programme is answered as fits the course."""
    asked = Criterion.objects.filter(criteria__state="approved").exclude(key__in=("acute_protection", "adult"))
    for key, fits in asked.filter(for_team=False).values_list("key", "fits"):
        page.locator(f"[name=a-{key}][value={fits}]").check()
    assert not look or violations(page) == []
    forward(page)


def to_the_team(page, given_name, *, look=True):
    """From the signs to the team, with her yes."""
    begin(page, look=look)
    ask(page, look=look)
    page.locator("[name=motivated][value=yes]").check()
    forward(page)
    answer_as_fits(page, look=look)
    with page.expect_navigation():
        page.locator("[name=follow]").click()
    page.locator("[name=who]").first.check()
    page.locator("[name=given_name]").fill(given_name)
    page.locator("[name=number_1]").fill("95 00 12 34")
    page.locator("[name=shared_1][value=no]").check()
    assert not look or violations(page) == []
    forward(page)
    page.locator("[name=may_ring]").check()
    page.locator("[name=days][value='0']").check()
    page.locator("[name=hour_from]").select_option("0")  # the story is told at any hour
    page.locator("[name=hour_to]").select_option("24")
    page.locator("details:has([name=word_when_safe]) summary").click()
    page.locator("[name=word_when_safe]").fill("Er du færdig med bogen?")
    assert not look or violations(page) == []
    forward(page)
    page.locator("[name=answer][value=yes]").check()
    assert not look or violations(page) == []
    forward(page)
    assert not look or violations(page) == []
    picture(page, "four_steps_check")
    forward(page)


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_an_employee_in_koege_refers_with_consent(house, at_work, language, width):
    employee = at_work("employee", language, width)
    to_the_team(employee, "Karla")
    waits = {"da": "Venter på teamet", "en": "Waits for the team"}[language]
    expect(employee.get_by_role("heading", name=waits)).to_be_visible()
    picture(employee, f"sent_to_the_team_{language}_{width}")
    assert violations(employee) == []

    team = at_work("assessor", language, width)
    team.goto("/reception/")
    picture(team, f"reception_{language}_{width}")
    assert violations(team) == []
    team.locator("a.who", has_text="Karla").click()
    assert "95 00 12 34" not in team.content(), "the card comes before the number"
    team.locator("form[action$='/take/'] button").click()
    expect(team.locator("main")).to_contain_text(SAID)
    team.locator("form[action$='/number/'] button").first.click()
    expect(team.locator("main")).to_contain_text("95 00 12 34")
    picture(team, f"received_{language}_{width}")
    assert violations(team) == []
    note_the_talk(team)

    employee.goto("/screening/")
    held = {"da": "Den første samtale er holdt", "en": "The first conversation is held"}[language]
    expect(employee.locator("main")).to_contain_text(held)
    employee.locator("main a[href^='/screening/']").first.click()
    expect(employee.get_by_role("heading", name=held)).to_be_visible()
    assert "Talt om natten" not in employee.content(), "what follows stays with the team"

    colleague = at_work("second_employee", language, width)
    assert colleague.goto(employee.url).status == 404
    leader = at_work("project_leader", language, width)
    leader.goto("/figures/detection/")
    expect(leader.locator("main")).to_contain_text({"da": "Jobcenter", "en": "Jobcenter"}[language])
    assert "Karla" not in leader.content()
    assert violations(leader) == []
    for page in (employee, team, leader):
        assert not page.trouble


def test_the_four_steps_need_no_javascript(house, browse):
    page = browse(java_script_enabled=False)
    sign_in(page, "employee")
    to_the_team(page, "Karla", look=False)
    expect(page.get_by_role("heading", name="Venter på teamet")).to_be_visible()


def note_the_talk(team):
    """The first conversation is held today, by telephone, with a note of the team's own."""
    noted = team.locator("form[action$='/talk/']")
    noted.evaluate("one => one.closest('details').open = true")
    noted.locator("[name=talk-form][value=phone]").check()
    noted.locator("[name=talk-danger][value=no]").check()
    noted.locator("[name=talk-words]").fill("Talt om natten.")
    with team.expect_navigation():
        noted.locator("button").last.click()


@pytest.mark.parametrize(("language", "width"), [("da", 390), ("en", 390)])
def test_a_citizen_in_odense_comes_by_herself_leaves_and_comes_back(house, at_work, browse, language, width):
    she = browse(width=width)
    she.goto(f"/h/odense/?l={language}")
    assert she.context.cookies() == [], "looking leaves no cookie"
    expect(she.locator("html")).to_have_attribute("lang", language)
    picture(she, f"open_page_{language}_{width}")
    assert violations(she) == []
    name, word = begin_inquiry(she)
    answer(she, "about", "me")
    answer(she, "danger", "no")
    expect(she.locator("main[data-at='4']")).to_be_visible()
    leave(she)
    assert she.context.cookies() == [], "leaving ends the session"

    she.goto("/h/odense/q/")
    assert SAID not in she.content()
    come_back(she, "odense", name, word.upper(), language)
    expect(she.locator("main[data-at='4']")).to_be_visible()
    answer(she, "adult", "yes")
    answer(she, "children", "no")
    she.locator("[name=text], [name=words]").first.fill(SAID)
    she.locator("form.question .button-primary").click()
    answer(she, "reach", "here")
    she.locator("form.question .button-primary").click()
    answer(she, "heard", "social_media")
    assert violations(she) == []
    picture(she, f"open_check_{language}_{width}")
    she.wait_for_timeout(2500)
    she.locator("main form .button-primary").first.click()
    expect(she.get_by_role("heading", level=1)).to_contain_text({"da": "Tak", "en": "Thank you"}[language])

    team = at_work("odense_assessor", language)
    team.goto("/reception/")
    team.locator("a.who", has_text=name).click()
    team.locator("form[action$='/take/'] button").click()
    expect(team.locator("main")).to_contain_text(SAID)
    team.locator("[name=line-text]").fill("Kom tirsdag klokken ti. Ring på ved den grønne dør.")
    with team.expect_navigation():
        team.locator("form[action$='/line/'] button").click()
    assert at_work("assessor", language).goto(team.url).status == 404, "the neighbour does not know of her"

    leave(she)
    come_back(she, "odense", name, word, language)
    expect(she.locator("main")).to_contain_text("den grønne dør")
    picture(she, f"open_mine_{language}_{width}")
    assert violations(she) == []
    assert not she.trouble


def begin_inquiry(she):
    """She begins, and is given her code."""
    she.locator("a.button-primary").click()
    she.wait_for_timeout(3500)  # as long as a reader takes: whoever is faster is asked to press again
    she.locator("main form .button-primary").click()
    told = code_on(she)
    she.locator("main form .button-primary").click()
    return told[0].strip(), told[1].strip()


def answer(she, name, value):
    """One question, and on."""
    assert violations(she) == []
    she.locator(f"[name={name}][value={value}]").check()
    she.locator("form.question .button-primary").click()


def leave(she):
    """The quick exit, as someone in a hurry: the page is blank or elsewhere, and the server has forgotten her."""
    she.context.route("https://www.dmi.dk/**", lambda route: route.fulfill(body="vejr", content_type="text/html"))
    she.locator("#leave").click()
    she.wait_for_url("https://www.dmi.dk/**")


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_danger_at_the_second_step_is_112_first_and_then_a_duty(house, at_work, language, width):
    employee = at_work("employee", language, width)
    begin(employee)
    ask(employee, danger="yes", child="yes")
    expect(employee.locator("main a[href='tel:112']").first).to_be_visible()
    picture(employee, f"danger_{language}_{width}")
    assert violations(employee) == []
    employee.locator("[name=rang_112]").click()
    employee.goto("/duties/")
    expect(employee.locator("main a[href^='/duties/']").first).to_be_visible()
    assert violations(employee) == []
    employee.goto("/screening/")
    employee.locator("main a[href^='/screening/']").first.click()
    expect(employee.locator(".danger-said")).to_have_count(2)
    employee.locator("[name=motivated][value=not_ready]").check()
    forward(employee)
    employee.locator("[name=given][value=somewhere_to_go]").check()
    employee.locator("[name=light][value=agreed]").check()
    assert violations(employee) == []
    picture(employee, f"advice_{language}_{width}")
    forward(employee)
    employee.locator("[name=given][value=nothing_on_paper]").check()
    employee.locator("[name=given_words]").fill("At hun altid kan komme tilbage.")
    assert violations(employee) == []
    forward(employee)
    seed = {"da": "et frø", "en": "a seed"}[language]
    expect(employee.get_by_role("heading", level=1)).to_contain_text(seed)
    leader = at_work("project_leader", language, width)
    leader.goto("/duties/")
    assert SAID not in leader.content()
    assert not employee.trouble
