from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0003_came_back"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="safetynote",
            name="a_safety_note_is_advice_or_about_a_danger",
        ),
        migrations.AlterField(
            model_name="safetynote",
            name="what",
            field=models.CharField(
                choices=[
                    ("said", "It was said"),
                    ("taken_back", "It was taken back"),
                    ("said_no_later", "Answered no when she or he came back; the yes stands until someone has asked"),
                    ("advice", "Advice on safety was given"),
                    ("told_team", "The employee has told the team"),
                    ("not_rung", "The employee has told the team: must not be rung"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="safetynote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", ""), ("given_on__isnull", False), ("what", "advice")),
                    models.Q(("about", ""), ("what__in", ("told_team", "not_rung"))),
                    models.Q(
                        models.Q(("what__in", ("advice", "told_team", "not_rung")), _negated=True),
                        models.Q(("about", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_safety_note_is_advice_or_told_or_about_a_danger",
            ),
        ),
    ]
