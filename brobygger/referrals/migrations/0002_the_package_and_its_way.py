import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_counselling_reports"),
        ("people", "0003_card_channels"),
        ("programmes", "0003_legal_bases"),
        ("referrals", "0001_initial"),
        ("staff", "0003_absences"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40)),
                ("sender_name", models.CharField(max_length=250)),
                ("purpose", models.TextField()),
                ("basis", models.CharField(max_length=40)),
                ("basis_text", models.TextField(blank=True)),
                ("wording_text", models.TextField()),
                ("language", models.CharField(max_length=5)),
                ("consent_given_at", models.DateTimeField()),
                ("consent_until", models.DateField(null=True)),
                ("fields", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                ("contents", brobygger.base.sealed.SealedTextField()),
                (
                    "incident_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restraining_order_and_stalking", "Restraining order and stalking"),
                            ("rape_and_sexual_offences", "Rape and sexual offences"),
                            ("indecent_exposure", "Indecent exposure"),
                            ("threats", "Threats"),
                            ("robbery", "Robbery"),
                            ("violence", "Violence"),
                            ("death_and_homicide", "Death and homicide"),
                            ("accidents", "Accidents"),
                            ("burglary_and_theft", "Burglary and theft"),
                            ("mixed", "Mixed"),
                        ],
                        max_length=40,
                    ),
                ),
                ("gender", models.CharField(blank=True, choices=[("female", "Woman"), ("male", "Man")], max_length=10)),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0_17", "0–17"),
                            ("18_29", "18–29"),
                            ("30_39", "30–39"),
                            ("40_49", "40–49"),
                            ("50_59", "50–59"),
                            ("60_plus", "60 and over"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("victim", "Victim"),
                            ("witness", "Witness"),
                            ("relative", "Relative"),
                            ("guardian", "Guardian"),
                        ],
                        max_length=20,
                    ),
                ),
                ("for_minor", models.BooleanField(default=False)),
                ("spoken", models.CharField(blank=True, max_length=5)),
                ("interpreter", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("arrived", "Arrived"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("called_back", "Called back by the sender"),
                            ("withdrawn", "Consent withdrawn"),
                            ("ended", "Ended"),
                        ],
                        default="arrived",
                        max_length=20,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_contact", "First contact made"),
                            ("held", "Conversation held"),
                            ("came_to_nothing", "Came to nothing"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("arrived_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="arrivals",
                        to="people.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["zone", "state", "arrived_at", "id"], name="arrivals_by_state_oldest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["arrived", "accepted", "declined", "called_back", "withdrawn", "ended"])
                        ),
                        name="an_arrival_is_in_a_known_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["arrived", "accepted", "ended", "withdrawn"])),
                        fields=("zone", "token"),
                        name="a_referral_arrives_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("state__in", ["accepted", "ended", "withdrawn"]), _connector="OR"
                        ),
                        name="only_the_accepted_become_a_person_here",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["withdrawn", "declined", "called_back"]), _negated=True),
                            ("contents", b""),
                            _connector="OR",
                        ),
                        name="nothing_is_kept_of_what_was_withdrawn_or_declined",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("fields", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                ("required", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                ("days", models.PositiveSmallIntegerField()),
                ("purpose_da", models.TextField()),
                ("purpose_en", models.TextField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "version"), name="a_wording_covers_one_thing"),
                    models.CheckConstraint(
                        condition=models.Q(("fields__contains", models.F("required"))),
                        name="what_is_required_is_covered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "Received, and accepted or declined"),
                            ("progress", "What came of it"),
                            ("stopped", "That contact has stopped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("mark", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_kind", models.CharField(max_length=10)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.TextField()),
                ("basis", models.CharField(max_length=40)),
                ("basis_text", models.TextField(blank=True)),
                ("fields", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                ("contents", brobygger.base.sealed.SealedTextField()),
                ("sent_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_because",
                    models.CharField(
                        blank=True,
                        choices=[("declined", "declined"), ("called_back", "called_back"), ("withdrawn", "withdrawn")],
                        max_length=20,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packages", to="referrals.referral"
                    ),
                ),
                (
                    "sent_by",
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
            name="Receiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "language",
                    models.CharField(choices=[("da", "Dansk"), ("en", "English")], default="da", max_length=5),
                ),
                ("link_days", models.PositiveSmallIntegerField(default=14)),
                ("opened_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "gone_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closed", "The offer has closed"),
                            ("full", "Takes no one until further notice"),
                            ("wrong_address", "The address does not work"),
                            ("ended_agreement", "The agreement has ended"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "gone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_zone",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at__isnull", True), ("to_zone__isnull", False)),
                        fields=("zone", "to_zone"),
                        name="a_zone_is_a_receiver_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at__isnull", True)),
                        fields=("zone", "name"),
                        name="a_receiver_has_its_own_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_zone__isnull", False), models.Q(("email", ""), _negated=True), _connector="OR"
                        ),
                        name="an_outside_receiver_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_zone__isnull", True),
                            models.Q(("to_zone", models.F("zone")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_zone_sends_to_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_at__isnull", True), ("gone_because", "")),
                            models.Q(("gone_at__isnull", False), models.Q(("gone_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_receiver_that_is_gone_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("link_days__gte", 1), ("link_days__lte", 90)),
                        name="a_link_can_be_used_for_1_to_90_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_be_sent", "To be sent"),
                            ("sent", "Sent"),
                            ("received", "Received"),
                            ("accepted", "Accepted by the receiver"),
                            ("first_contact", "First contact made"),
                            ("held", "Conversation held"),
                            ("came_to_nothing", "Came to nothing"),
                            ("withdrawn", "Consent withdrawn"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("at", models.DateTimeField()),
                (
                    "told_by",
                    models.CharField(
                        choices=[("sender", "sender"), ("receiver", "receiver"), ("link", "link")], max_length=10
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="referrals.package",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="referrals.referral"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "to_be_sent",
                                    "sent",
                                    "received",
                                    "accepted",
                                    "first_contact",
                                    "held",
                                    "came_to_nothing",
                                    "withdrawn",
                                    "taken_back",
                                ],
                            )
                        ),
                        name="a_step_leads_to_a_known_state",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="a_referral_is_in_a_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="a_case_has_one_referral_under_way",
        ),
        migrations.AddField(
            model_name="consent",
            name="covers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="until",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("to_be_sent", "To be sent"),
                    ("sent", "Sent"),
                    ("received", "Received"),
                    ("accepted", "Accepted by the receiver"),
                    ("first_contact", "First contact made"),
                    ("held", "Conversation held"),
                    ("came_to_nothing", "Came to nothing"),
                    ("withdrawn", "Consent withdrawn"),
                    ("taken_back", "Taken back"),
                ],
                default="to_be_sent",
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["zone", "state", "state_at", "id"], name="referrals_by_state_oldest"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "to_be_sent",
                            "sent",
                            "received",
                            "accepted",
                            "first_contact",
                            "held",
                            "came_to_nothing",
                            "withdrawn",
                            "taken_back",
                        ],
                    )
                ),
                name="a_referral_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["to_be_sent", "sent", "received", "accepted", "first_contact"])),
                fields=("case",),
                name="a_case_has_one_referral_under_way",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="package",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="referrals.package"
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="receiver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="packages", to="referrals.receiver"
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                fields=("package",),
                name="a_package_has_one_link_in_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="a_used_link_is_not_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("referral",),
                name="a_referral_is_at_one_receiver_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_because", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("closed_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_closed_package_says_why",
            ),
        ),
    ]
