"""What stood before there were steps has its steps: made, and taken back where it was."""

from django.db import migrations

MADE = """
INSERT INTO referrals_steptaken (zone_id, referral_id, state, reason, at, by_id, told_by)
SELECT zone_id, id, 'to_be_sent', '', made_at, made_by_id, 'sender' FROM referrals_referral
"""
TAKEN_BACK = """
INSERT INTO referrals_steptaken (zone_id, referral_id, state, reason, at, by_id, told_by)
SELECT r.zone_id, r.id, 'taken_back', '', r.state_at, c.withdrawn_by_id, 'sender'
FROM referrals_referral r JOIN referrals_consent c ON c.id = r.consent_id WHERE r.state = 'taken_back'
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_the_package_and_its_way")]

    operations = [migrations.RunSQL([MADE, TAKEN_BACK], migrations.RunSQL.noop)]
