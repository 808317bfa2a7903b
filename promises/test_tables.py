"""Every field is classed, every table about a person is walled, every time of an act has its actor."""

import pytest
from django.apps import apps
from django.db import connection, models

from brobygger.access.zones import walled_models
from brobygger.base.classed import Classed, Kind

MODELS = [m for m in apps.get_models() if m.__module__.startswith("brobygger.")]
ABOUT_A_PERSON = {Kind.IDENTITY, Kind.CONTACT, Kind.SENSITIVE}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_field_is_classed_and_has_a_keeping_period(model):
    told = getattr(model, "classed", None)
    assert isinstance(told, Classed), "the model says nothing of what it holds"
    fields = {f.name for f in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    assert set(told.kinds) == fields


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_what_is_about_a_person_belongs_to_a_zone(model):
    if ABOUT_A_PERSON & set(model.classed.kinds.values()):
        assert model in walled_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_no_free_text_about_a_person_lies_open(model):
    """What someone wrote about a person is sealed; text that must be searched or printed is short and classed."""
    open_text = {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.TextField) and not f.generated and model.classed.kinds[f.name] is Kind.SENSITIVE
    }
    assert open_text <= {"wording_text"}  # the programme's own words, not hers


def test_the_database_itself_walls_every_such_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE NOT relrowsecurity AND relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE')"
        )
        assert cursor.fetchall() == []


def test_the_web_role_can_bypass_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", walled_models(), ids=lambda m: m.__name__)
def test_without_a_zone_entered_nothing_is_there(cast, model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.zones', '', true)")
    assert not model.objects.exists()
