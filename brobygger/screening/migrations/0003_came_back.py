import django.db.models.deletion
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0002_what_was_said_of_danger"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="detection",
            name="a_detection_is_in_a_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="screening",
            name="a_screening_is_in_a_known_state",
        ),
        migrations.AddField(
            model_name="screening",
            name="answered_herself",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AddField(
            model_name="screening",
            name="came_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="came_back",
                to="screening.screening",
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="may_follow",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="screening",
            name="notes_shared",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="detection",
            name="state",
            field=models.CharField(
                choices=[
                    ("started", "Begun, not finished"),
                    ("no_sign", "No signs after all"),
                    ("seed_planted", "Not now: a seed is planted"),
                    ("asked_again", "Asked again"),
                    ("came_back", "Came back of her or his own accord"),
                    ("let_lie", "Not asked again, for a reason"),
                    ("pointed_on", "Led to another door"),
                    ("came_there", "Came to the other door"),
                    ("did_not_come_there", "Did not come to the other door"),
                    ("not_known_there", "It cannot be known whether she or he came there"),
                    ("sent", "Waits for the team"),
                    ("taken", "The team has it"),
                    ("conversation_held", "The first conversation is held"),
                    ("came_to_nothing", "It came to nothing"),
                    ("withdrawn", "She or he has taken the yes back"),
                    ("thrown_away", "Begun by mistake"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="screening",
            name="state",
            field=models.CharField(
                choices=[
                    ("started", "Begun, not finished"),
                    ("no_sign", "No signs after all"),
                    ("seed_planted", "Not now: a seed is planted"),
                    ("asked_again", "Asked again"),
                    ("came_back", "Came back of her or his own accord"),
                    ("let_lie", "Not asked again, for a reason"),
                    ("pointed_on", "Led to another door"),
                    ("came_there", "Came to the other door"),
                    ("did_not_come_there", "Did not come to the other door"),
                    ("not_known_there", "It cannot be known whether she or he came there"),
                    ("sent", "Waits for the team"),
                    ("taken", "The team has it"),
                    ("conversation_held", "The first conversation is held"),
                    ("came_to_nothing", "It came to nothing"),
                    ("withdrawn", "She or he has taken the yes back"),
                    ("thrown_away", "Begun by mistake"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="detection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "started",
                            "no_sign",
                            "seed_planted",
                            "asked_again",
                            "came_back",
                            "let_lie",
                            "pointed_on",
                            "came_there",
                            "did_not_come_there",
                            "not_known_there",
                            "sent",
                            "taken",
                            "conversation_held",
                            "came_to_nothing",
                            "withdrawn",
                            "thrown_away",
                        ],
                    )
                ),
                name="a_detection_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "started",
                            "no_sign",
                            "seed_planted",
                            "asked_again",
                            "came_back",
                            "let_lie",
                            "pointed_on",
                            "came_there",
                            "did_not_come_there",
                            "not_known_there",
                            "sent",
                            "taken",
                            "conversation_held",
                            "came_to_nothing",
                            "withdrawn",
                            "thrown_away",
                        ],
                    )
                ),
                name="a_screening_is_in_a_known_state",
            ),
        ),
    ]
