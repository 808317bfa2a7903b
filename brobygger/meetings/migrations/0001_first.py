import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed
from brobygger.base.sealed import seal, unseal

COLUMNS = {
    "meeting": "id number state planned_at place agenda minutes made_at made_by_id held_on noted_at noted_by_id zone_id",
    "attendance": "id was_there meeting_id worker_id zone_id",
    "meetingaction": "id what due_on made_at made_by_id done_at done_by_id meeting_id worker_id zone_id",
    "rhythm": "id months begins_on changed_at changed_by_id zone_id",
}
MORE = {"meeting": {"kind": "'resource_persons'", "others": "''"}, "rhythm": {"kind": "'resource_persons'"}}
SEALED = {"meeting": ("agenda", "minutes"), "meetingaction": ("what",)}


def give_up_names(apps, schema_editor):
    """The former tables let go of what the new ones are to be called by."""
    schema_editor.execute("ALTER TABLE reach_attendance DROP CONSTRAINT someone_is_noted_once_at_a_meeting")
    schema_editor.execute("DROP INDEX meetings_of_a_zone")


def take_along(apps, schema_editor):
    """Every row comes along under its number. What is sealed is sealed anew: it is bound to the name of its table."""
    with schema_editor.connection.cursor() as cursor:
        for table, named in COLUMNS.items():
            new, columns = f"meetings_{table}", ", ".join(named.split())
            more = MORE.get(table, {})
            into, told = ", ".join([columns, *more]), ", ".join([columns, *more.values()])
            cursor.execute(f"INSERT INTO {new} ({into}) SELECT {told} FROM reach_{table}")  # noqa: S608
            newest = f"SELECT setval(pg_get_serial_sequence('{new}', 'id'), max(id)) FROM {new} HAVING max(id) > 0"  # noqa: S608
            cursor.execute(newest)
            for column in SEALED.get(table, ()):
                cursor.execute(f"SELECT id, {column} FROM {new} WHERE length({column}) > 0")  # noqa: S608
                for pk, sealed in cursor.fetchall():
                    text = unseal(bytes(sealed), about=f"reach_{table}:{column}")
                    row = [seal(text, about=f"{new}:{column}"), pk]
                    cursor.execute(f"UPDATE {new} SET {column} = %s WHERE id = %s", row)  # noqa: S608
        cursor.execute(f"DROP TABLE {', '.join(f'reach_{table}' for table in COLUMNS)} CASCADE")


class Migration(migrations.Migration):
    """The meetings of the resource persons, with their rows, become a kind of meetings."""

    initial = True

    dependencies = [
        ("reach", "0003_meetings_have_a_room"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(give_up_names, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resource_persons", "Meetings of the resource persons"),
                            ("sparring", "Sparring"),
                            ("project_group", "Project group"),
                            ("steering_group", "Steering group"),
                            ("coordination", "Coordination"),
                        ],
                        default="resource_persons",
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Called off")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("agenda", brobygger.base.sealed.SealedTextField(blank=True)),
                ("minutes", brobygger.base.sealed.SealedTextField(blank=True)),
                ("others", brobygger.base.sealed.SealedTextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("held_on", models.DateField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_there", models.BooleanField()),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="meetings.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", brobygger.base.sealed.SealedTextField()),
                ("due_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="meetings.meeting"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resource_persons", "Meetings of the resource persons"),
                            ("sparring", "Sparring"),
                            ("project_group", "Project group"),
                            ("steering_group", "Steering group"),
                            ("coordination", "Coordination"),
                        ],
                        default="resource_persons",
                        max_length=20,
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                ("begins_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["zone", "planned_at"], name="meetings_of_a_zone"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "held", "cancelled"])),
                name="a_meeting_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_on__isnull", False), ("state", "held")),
                    models.Q(models.Q(("state", "held"), _negated=True), ("held_on__isnull", True)),
                    _connector="OR",
                ),
                name="a_held_meeting_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "planned"),
                    models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                    _connector="OR",
                ),
                name="whoever_noted_a_meeting_has_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("meeting", "worker"), name="someone_is_noted_once_at_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="meetingaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    _connector="OR",
                ),
                name="whoever_did_what_was_agreed_has_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="rhythm",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 12)),
                name="resource_persons_meet_at_least_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="rhythm",
            constraint=models.UniqueConstraint(
                fields=("zone", "kind"), name="meetings_of_a_kind_have_one_rhythm_in_a_zone"
            ),
        ),
        migrations.RunPython(take_along, migrations.RunPython.noop),
    ]
