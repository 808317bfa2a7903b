"""Versions of the criteria as the tests need them."""

from collections.abc import Collection, Mapping

from brobygger.programmes.models import Criteria, OffenceCode, TargetRule


def as_if_decided(version: Criteria, *, codes: Mapping[str, str] | None = None, out: Collection[str] = ()) -> Criteria:
    """A newer version holds in its place, in which these codes count so and these roles are out.

    In a zone that runs the programme: what holds already is changed by nobody.
    """
    mapped = dict(version.offence_codes.values_list("code", "incident_type")) | dict(codes or {})
    rules = [dict(rule) for rule in version.rules.values("incident_type", "role", "included", "min_age", "max_age")]
    version.pk, version.number, version.state = None, Criteria.objects.latest("number").number + 1, "draft"
    version._state.adding = True
    version.save()
    OffenceCode.objects.bulk_create(OffenceCode(criteria=version, code=c, incident_type=k) for c, k in mapped.items())
    TargetRule.objects.bulk_create(
        TargetRule(criteria=version, **rule | {"included": rule["included"] and rule["role"] not in out})
        for rule in rules
    )
    version.state = "approved"
    version.save(update_fields=["state"])
    return version
