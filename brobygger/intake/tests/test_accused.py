"""Suspects and others are never stored; where one shares a number or an address, the contact card says so."""

import json

import pytest
from django.db import connection

from brobygger.cases.models import Case
from brobygger.intake.models import RejectedRow
from brobygger.people.models import ContactPlan, PhoneNumber

ACCUSED = {
    "person_ref": "9",
    "role": "other",
    "given_name": "Qvirkfornavn",
    "family_name": "Qvirkefternavn",
    "birth_date": "01-02-1975",
    "phone": "95 00 77 88",
    "address": "Krydderbo Allé 99",
}


def words_anywhere(*words: str) -> list[str]:
    """Every table that holds one of the words in any column, of those that the program can write at all."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute("SELECT has_any_column_privilege(%s, 'INSERT')", [table])
            if cursor.fetchone() == (False,):
                continue
            for word in words:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}: {word}")
    return found


@pytest.mark.parametrize("role", ["other", "Other", "sigtet", "Mistænkt", "anden"])
def test_the_accused_is_in_no_table(bring, role):
    summary = bring({}, {**ACCUSED, "role": role})
    assert summary.counts()["skipped_other_roles"] == 1
    assert words_anywhere("Opdigtet")  # the search finds what is there
    assert not words_anywhere("Qvirk", "95007788", "Krydderbo")


def test_the_accused_is_in_no_table_where_the_row_is_broken_too(bring):
    summary = bring({}, {**ACCUSED, "offence_code": "x", "reported_at": "", "phone": "95007788/?"})
    assert (summary.skipped_other_roles, summary.rejected) == (1, 0)
    assert not words_anywhere("Qvirk", "95007788", "Krydderbo")


@pytest.mark.parametrize("role", ["De sigtede", "mistænkte", "gerningsmænd", "S", "?", "anden person", "co-accused"])
def test_what_may_be_an_accused_is_rejected_by_its_row_number_and_role_alone(bring, role):
    summary = bring({}, {**ACCUSED, "role": role})
    assert summary.rejected == 1
    assert [one for one in json.loads(RejectedRow.objects.get().raw) if one] == [role]


def test_a_shared_number_stands_on_the_card_and_on_the_list(bring):
    bring({}, {**ACCUSED, "phone": "+45 95001234"})
    plan = ContactPlan.objects.get()
    assert (plan.shares_phone_with_accused, plan.shares_address_with_accused) == (True, False)
    assert PhoneNumber.objects.get().shared_with_accused
    assert Case.objects.get().shares_with_accused


def test_a_shared_address_stands_on_the_card(bring):
    bring({}, {**ACCUSED, "address": "PRØVEVEJ  1."})
    plan = ContactPlan.objects.get()
    assert (plan.shares_phone_with_accused, plan.shares_address_with_accused) == (False, True)
    assert Case.objects.get().shares_with_accused


def test_the_same_street_in_another_town_is_another_address(bring):
    bring({}, {**ACCUSED, "address": "Prøvevej 1", "postal_code": "0998"})
    assert not ContactPlan.objects.get().shares_address_with_accused


def test_an_accused_who_comes_with_a_later_file_is_seen(bring):
    bring({})
    bring({**ACCUSED, "phone": "95001234"})
    assert ContactPlan.objects.get().shares_phone_with_accused
    assert Case.objects.get().shares_with_accused
    assert not words_anywhere("Qvirk")


def test_an_accused_in_another_report_says_nothing(bring):
    bring({}, {**ACCUSED, "report_number": "0700-2", "phone": "95001234"})
    assert not ContactPlan.objects.get().shares_phone_with_accused


def test_a_guardian_who_shares_with_the_accused_is_flagged_too(bring):
    bring(
        {"person_ref": "2", "given_name": "Ella", "birth_date": "03-04-2016", "phone": "", "address": ""},
        {"person_ref": "3", "role": "guardian", "guardian_of": "2"},
        {**ACCUSED, "phone": "95001234"},
    )
    assert ContactPlan.objects.get(person__given_name="Åse").shares_phone_with_accused
    assert Case.objects.get().shares_with_accused
