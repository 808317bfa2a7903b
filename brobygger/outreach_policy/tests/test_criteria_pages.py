"""Leaders change the target group on the screen; the others read it, and a stranger finds nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brobygger.cases.models import Case, Registration
from brobygger.outreach_policy.criteria_in_words import change_sentences, sentences_of
from brobygger.people.models import Person
from brobygger.programmes import actions, queries
from brobygger.programmes.models import Criteria
from brobygger.programmes.rules import RoleRule
from conftest import runs


@pytest.fixture
def browser(cast):
    def sign_in(who):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(cast, who))
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def draft(cast):
    return actions.draft_criteria(programme_id=cast.programme.pk, by=cast.actor("leader"), at=timezone.now())


def rules_post(draft, kind, **changed):
    roles = ("victim", "witness", "relative", "guardian")
    told = {f"{role}_included": "yes" for role in roles} | {
        f"{role}_{end}": "" for role in roles for end in ("min", "max")
    }
    return told | {"seen": queries.stamp_of_type(draft, kind)} | changed


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("who", ["owner", "leader", "officer"])
def test_everyone_in_the_zone_but_the_administrator_can_read(browser, draft, who):
    client = browser(who)
    assert "These offence codes are an example" in text(client.get(reverse("criteria")))
    assert "All four roles: in." in text(client.get(reverse("criteria_version", args=[draft.pk])))


def pages_of(draft):
    version = [
        reverse(f"criteria_{name}", args=[draft.pk]) for name in ("days", "check", "approve", "back", "withdraw")
    ]
    kinds = [reverse(f"criteria_{name}", args=[draft.pk, "threats"]) for name in ("type", "codes")]
    code = reverse("criteria_code_remove", args=[draft.pk, "threats", "77111"])
    programme = [reverse(f"criteria_{name}", args=["opsoegende-indsats"]) for name in ("draft", "map")]
    return [*version, *kinds, code, *programme]


@pytest.mark.parametrize("who", ["owner", "officer", "administrator"])
def test_for_others_than_leaders_there_is_nothing_to_change(browser, draft, who):
    client = browser(who)
    for address in pages_of(draft):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404), address


def test_a_worker_sees_no_button_to_change(browser, draft):
    seen = text(browser("owner").get(reverse("criteria_version", args=[draft.pk])))
    assert "send for approval" not in seen
    assert "Change the days" not in seen
    assert "Change the target group" not in text(browser("owner").get(reverse("criteria")))


@pytest.mark.parametrize("who", ["stranger", "strange_leader"])
def test_a_stranger_finds_nothing(cast, browser, draft, who):
    runs(cast.other_zone)
    client = browser(who)
    assert client.get(reverse("criteria_version", args=[draft.pk])).status_code == 404
    for address in pages_of(draft):
        assert client.post(address).status_code == 404, address
    assert "Outreach" not in text(client.get(reverse("criteria"))).split("<main")[1].split("<footer")[0]


def test_a_leader_changes_a_type_and_reads_it_as_a_sentence(browser, draft):
    client, address = browser("leader"), reverse("criteria_type", args=[draft.pk, "burglary_and_theft"])
    assert "Burglary and theft" in text(client.get(address))
    told = rules_post(draft, "burglary_and_theft", witness_included="no", victim_min="60")
    seen = text(client.post(address, told, follow=True))
    assert "Victims: in, from age 60." in seen
    assert "Relatives and guardians: in." in seen
    assert "Witnesses: not in." in seen
    assert "Burglary and theft, victims: now in, from age 60 (before: not in)" in seen


def test_ages_the_wrong_way_round_are_told_at_the_field(browser, draft):
    address = reverse("criteria_type", args=[draft.pk, "threats"])
    response = browser("leader").post(address, rules_post(draft, "threats", victim_min="60", victim_max="18"))
    assert response.status_code == 422
    assert "The lower age limit is above the upper one." in text(response)


def test_where_two_leaders_change_the_same_type_the_second_sees_both_and_loses_nothing(browser, draft):
    address = reverse("criteria_type", args=[draft.pk, "threats"])
    first, second = rules_post(draft, "threats", victim_min="18"), rules_post(draft, "threats", victim_min="21")
    browser("leader").post(address, first)
    slow = browser("second_leader")
    response = slow.post(address, second)
    assert response.status_code == 409
    assert "Someone else was faster" in text(response)
    assert "Victims: in, from age 18." in text(response)
    assert 'value="21"' in text(response)
    again = {**second, "seen": response.context["rules"]["seen"].value()}
    assert "Victims: in, from age 21." in text(slow.post(address, again, follow=True))


def test_the_days_are_changed_and_a_slower_leader_is_told(browser, draft):
    address = reverse("criteria_days", args=[draft.pk])
    day = timezone.localdate() + timedelta(days=30)
    told = {"valid_from": day.isoformat(), "wait_days": 3, "window_days": 21, "note": "Kortere", "seen": ""}
    told["seen"] = queries.stamp_of_days(draft)
    assert "Wait after the report: now 3 days (before: 2)" in text(browser("leader").post(address, told, follow=True))
    response = browser("second_leader").post(address, {**told, "wait_days": 9, "note": "Længere"})
    assert response.status_code == 409
    assert "Længere" in text(response)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"valid_from": "2020-01-01"}, "has passed"),
        ({"valid_from": ""}, "Write a day."),
        ({"window_days": 1}, "closes before the wait"),
    ],
)
def test_days_that_cannot_be_are_told_at_the_field(browser, draft, changed, words):
    told = {"valid_from": "2031-01-01", "wait_days": 3, "window_days": 21, "seen": queries.stamp_of_days(draft)}
    response = browser("leader").post(reverse("criteria_days", args=[draft.pk]), told | changed)
    assert response.status_code == 422
    assert words in text(response)


def test_codes_are_pasted_moved_and_removed(browser, draft):
    client, address = browser("leader"), reverse("criteria_codes", args=[draft.pk, "threats"])
    assert "2 codes are added." in text(client.post(address, {"codes": "0123;\n 4567, 77111"}, follow=True))
    assert "This is not one: 12" in text(client.post(address, {"codes": "12"}))
    assert "76111 (Violence). Tick below to move." in text(client.post(address, {"codes": "76111"}))
    assert "1 code is added." in text(client.post(address, {"codes": "76111", "move": "on"}, follow=True))
    client.post(reverse("criteria_code_remove", args=[draft.pk, "threats", "0123"]))
    types = queries.facts_of(draft).types
    assert (types.get("0123"), types["76111"], types["4567"]) == (None, "threats", "threats")


def test_a_code_that_people_wait_for_is_mapped_with_one_click(cast, browser):
    cast.actor("leader")
    Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source="incidents", source_ref="1", state="awaiting_type",
        identified_on=timezone.localdate(), offence_code="55555", role="victim",
    )  # fmt: skip
    client = browser("leader")
    assert "55555" in text(client.get(reverse("criteria")))
    told = {"code": "55555", "incident_type": "violence"}
    seen = text(client.post(reverse("criteria_map", args=["opsoegende-indsats"]), told, follow=True))
    assert "55555 counts as Violence in the draft" in seen
    assert "Offence code 55555: now Violence (before: not decided)" in seen
    assert "in the draft" in text(client.get(reverse("criteria")))


def test_check_send_and_approve_by_another(browser, draft, monkeypatch):
    decided = []
    monkeypatch.setattr(
        "brobygger.outreach_policy.criteria_actions.decide_waiting", lambda **told: decided.append(told) or 3
    )
    leader, second = browser("leader"), browser("second_leader")
    address = reverse("criteria_check", args=[draft.pk])
    nothing = leader.post(address, {"seen": queries.stamp_of_all(draft)})
    assert nothing.status_code == 409
    assert "There is nothing to approve." in text(nothing)
    leader.post(reverse("criteria_type", args=[draft.pk, "threats"]), rules_post(draft, "threats", victim_min="18"))
    page = leader.get(address)
    assert "Threats, victims: now in, from age 18 (before: in)" in text(page)
    sent = text(leader.post(address, {"seen": page.context["seen"], "codes_checked": "on"}, follow=True))
    assert "Another programme leader can approve it now." in sent
    assert "are an example" not in sent
    approve = reverse("criteria_approve", args=[draft.pk])
    own = leader.get(approve)
    assert "A second person must approve" in text(own)
    assert leader.post(approve, {"seen": own.context["seen"]}).status_code == 409
    done = text(second.post(approve, {"seen": second.get(approve).context["seen"]}, follow=True))
    assert "The criteria are approved." in done
    assert "3 people who waited for an offence code are decided." in done
    assert [told["criteria_id"] for told in decided] == [draft.pk]
    assert Criteria.objects.get(pk=draft.pk).state == "approved"


def test_a_new_version_changes_nothing_for_what_has_been_decided(cast, browser, draft, monkeypatch):
    monkeypatch.setattr("brobygger.outreach_policy.criteria_actions.decide_waiting", lambda **told: 0)
    holding = queries.criteria_on(cast.programme.pk, timezone.localdate())
    cast.actor("leader")
    row = Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source="incidents", source_ref="1", state="not_in_target_group",
        identified_on=timezone.localdate(), offence_code="81111", role="victim", criteria=holding,
        incident_type="burglary_and_theft",
    )  # fmt: skip
    before = Registration.objects.filter(pk=row.pk).values().get()
    leader, second = browser("leader"), browser("second_leader")
    kind = "burglary_and_theft"
    leader.post(reverse("criteria_type", args=[draft.pk, kind]), rules_post(draft, kind))
    address = reverse("criteria_check", args=[draft.pk])
    page = leader.get(address)
    assert "<strong>1</strong> would have come in" in text(page)
    leader.post(address, {"seen": page.context["seen"]})
    approve = reverse("criteria_approve", args=[draft.pk])
    second.post(approve, {"seen": second.get(approve).context["seen"]})
    assert Criteria.objects.get(pk=draft.pk).state == "approved"
    cast.actor("leader")
    assert Registration.objects.filter(pk=row.pk).values().get() == before


def test_a_proposal_is_sent_back_and_a_draft_withdrawn(browser, draft):
    leader, second = browser("leader"), browser("second_leader")
    leader.post(reverse("criteria_type", args=[draft.pk, "threats"]), rules_post(draft, "threats", victim_min="18"))
    check = reverse("criteria_check", args=[draft.pk])
    leader.post(check, {"seen": leader.get(check).context["seen"]})
    assert leader.get(reverse("criteria_type", args=[draft.pk, "threats"])).status_code == 409
    second.post(reverse("criteria_back", args=[draft.pk]))
    assert leader.get(reverse("criteria_type", args=[draft.pk, "threats"])).status_code == 200
    withdraw = reverse("criteria_withdraw", args=[draft.pk])
    assert "Withdraw version 3?" in text(leader.get(withdraw))
    assert "The draft is withdrawn." in text(leader.post(withdraw, follow=True))
    assert leader.get(withdraw)["Location"] == reverse("criteria_version", args=[draft.pk])
    assert leader.post(withdraw).status_code == 409


def test_the_months_are_those_on_offer(browser, draft):
    address = reverse("criteria_version", args=[draft.pk])
    client = browser("owner")
    assert [client.get(address, {"months": m}).context["months"] for m in ("6", "7", "x", "99999")] == [6, 3, 3, 3]


def test_an_unknown_type_is_not_there(browser, draft):
    assert browser("leader").get(reverse("criteria_type", args=[draft.pk, "findes-ikke"])).status_code == 404


def test_sentences_say_it_by_ear():
    out, adult = RoleRule(False), RoleRule(True, 18)
    with translation.override("en"):
        assert sentences_of({"victim": out, "witness": out}) == ["All four roles: not in."]
        told = sentences_of({"victim": out, "witness": adult, "relative": RoleRule(True, 18, 29), "guardian": adult})
        assert told == [
            "Witnesses and guardians: in, from age 18.",
            "Relatives: in, aged 18 to 29.",
            "Victims: not in.",
        ]
        assert sentences_of({"victim": RoleRule(True, None, 17), "witness": out})[0] == "Victims: in, up to age 17."


def test_the_danish_of_a_change(cast, draft):
    seen = queries.stamp_of_type(draft, "threats")
    actions.change_rules(
        criteria_id=draft.pk, incident_type="threats", rules_of_roles={"witness": RoleRule(True, 18)}, seen=seen,
        by=cast.actor("leader"), at=timezone.now(),
    )  # fmt: skip
    with translation.override("da"):
        assert change_sentences(queries.changes_of(draft)) == ["Trusler, vidner: nu med, fra 18 år (før: med)"]


def test_a_day_is_read_in_the_danish_way_too(browser, draft):
    told = {
        "valid_from": "24-12-2031",
        "wait_days": 2,
        "window_days": 28,
        "note": "",
        "seen": queries.stamp_of_days(draft),
    }
    browser("leader").post(reverse("criteria_days", args=[draft.pk]), told)
    draft.refresh_from_db()
    assert draft.valid_from == date(2031, 12, 24)


def test_whoever_waited_for_a_code_is_decided_by_the_version_that_knows_it(cast, browser, draft):
    cast.actor("leader")
    person = Person.objects.create(
        zone=cast.zone, given_name="Prøve", created_at=timezone.now(), created_by_kind="import"
    )
    case = Case.objects.create(
        zone=cast.zone, programme=cast.programme, person=person, state="awaiting_type", opened_at=timezone.now(),
        window_until=timezone.localdate() + timedelta(days=20), ring_from=timezone.now(),
    )  # fmt: skip
    row = Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source="incidents", source_ref="1", state="awaiting_type",
        identified_on=timezone.localdate(), offence_code="55555", role="victim", age=30, person=person, case=case,
    )  # fmt: skip
    leader, second = browser("leader"), browser("second_leader")
    leader.post(reverse("criteria_map", args=["opsoegende-indsats"]), {"code": "55555", "incident_type": "violence"})
    check, approve = (reverse(f"criteria_{name}", args=[draft.pk]) for name in ("check", "approve"))
    leader.post(check, {"seen": leader.get(check).context["seen"]})
    done = text(second.post(approve, {"seen": second.get(approve).context["seen"]}, follow=True))
    assert "1 person who waited for an offence code is decided." in done
    cast.actor("leader")
    row.refresh_from_db()
    assert (row.state, row.criteria_id, row.incident_type) == ("no_number", draft.pk, "violence")
