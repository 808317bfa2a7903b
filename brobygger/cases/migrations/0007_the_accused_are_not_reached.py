from django.db import migrations

# Those whom the police have corrected to be accused, and who are rung about nothing else.
ACCUSED = """
UPDATE people_contactplan p SET is_accused = true
WHERE EXISTS (
    SELECT FROM cases_registration r
    WHERE r.person_id = p.person_id AND r.role = '' AND r.state = 'not_in_target_group'
) AND NOT EXISTS (
    SELECT FROM cases_case c WHERE c.person_id = p.person_id AND c.ended_at IS NULL
)
"""
# What such a case was about stands in it no more.
CASES = """
UPDATE cases_case c SET role = ''
WHERE c.state = 'not_in_target_group' AND EXISTS (
    SELECT FROM cases_registration r WHERE r.case_id = c.id AND r.role = '' AND r.state = 'not_in_target_group'
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_agreed_calls_by_their_time"),
        ("people", "0010_the_accused_are_not_reached"),
    ]

    operations = [
        migrations.RunSQL(ACCUSED, migrations.RunSQL.noop),
        migrations.RunSQL(CASES, migrations.RunSQL.noop),
    ]
