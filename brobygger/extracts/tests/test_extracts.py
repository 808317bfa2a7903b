"""An extract is begun, written, read by a second, made and printed; and what is locked stays so."""

import pytest
from django.db import IntegrityError, transaction

from brobygger.base.decision import NotFound
from brobygger.extracts import actions, queries
from brobygger.extracts.codes import Why
from brobygger.extracts.models import Extract, ExtractLine
from brobygger.extracts.tests.making import (
    ALONE,
    NOT_TOLD,
    TOLD,
    approved,
    assessed,
    begun,
    finished,
    line,
    paper,
    planned,
    reasoned,
)
from brobygger.risk import assessing as risk
from brobygger.risk import case_actions, written_actions
from brobygger.risk.tests import making as assessing
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


def done(cast, row, deed, who="assessor", **told):
    def do(now):
        return deed(extract_id=row.pk, by=cast.actor(who), at=now, **told)

    return do


def test_an_extract_for_one_who_does_not_meet_him_is_made_by_one(cast, now):
    row = finished(cast, now, begun(cast, now))
    assert (row.state, row.made_by_id, row.approved_by_id) == ("made", cast.assessor.pk, None)
    read = paper(cast, row)
    assert NOT_TOLD in read
    assert TOLD in read
    assert ALONE not in read
    assert "Opsøger hende ved […]" in read
    assert "Køge" not in read
    assert "Fortalt af borgeren" not in read, "from whom it is known begins as hidden"
    assert "Ny lås" in read
    assert "Følges tæt" in read


def test_a_short_version_takes_nothing_of_the_full_one_from_an_extract(cast, now):
    case = assessed(cast, now)
    assessing.certify(cast, now, "assessor", gives=("risk_short",))
    light = assessing.begun(cast, now, case, assessing.SHORT)
    assessing.answered(cast, now, light, throat="yes")
    assessing.concluded(cast, now, light, summary="Ringede i nat", advice_words="Ring 112")
    risk.hand_in(assessment_id=light.pk, by=cast.actor("assessor"), at=now)
    row = begun(cast, now, case)
    assert row.assessment_id == light.pk
    parts = {one.part for one in row.lines.all()}
    assert {"opinion", "judgement", "scenario", "step"} <= parts
    read, day = paper(cast, row), f"{now:%d.%m.%Y}"
    full = case.assessments.get(state="superseded")
    assert f"{full.pack.title_in('da')}, {day}: Følges tæt" in read, "each says of which day it is"
    assert f"{light.pack.title_in('da')}, {day}: Ringede i nat" in read
    by = cast.actor("assessor")
    used = [owner for owner, _licence in queries.forms_of(by, row, queries.lines(by, row))]
    assert len(used) == 2
    assert "ikke valideret" in used[1]
    assert "Ny lås" in read


def test_what_is_hidden_is_shown_again_by_one_press_and_hidden_again_by_its_words(cast, now):
    row = begun(cast, now)
    found = line(cast, row, "Opsøger")
    start = queries.Told(found).pieces[1].start
    done(cast, row, actions.show_words, line_id=found.pk, start=start)(now)
    assert "skolen i Køge" in paper(cast, row)
    done(cast, row, actions.show_words, line_id=found.pk, start=start)(now)  # once more changes nothing
    assert done(cast, row, actions.hide_words, words="køge")(now) == 1
    assert "skolen i […]" in paper(cast, row)
    with refused("words_are_not_there"):
        done(cast, row, actions.hide_words, words="Odense")(now)


def test_a_line_is_taken_out_with_its_reason_and_put_back(cast, now):
    row = begun(cast, now)
    found = line(cast, row, TOLD)
    done(cast, row, actions.take_out, line_id=found.pk, why=Why.OTHERS)(now)
    assert TOLD not in paper(cast, row)
    done(cast, row, actions.put_back, line_id=found.pk)(now)
    assert TOLD in paper(cast, row)


@pytest.mark.parametrize(("receiver", "may_meet"), [("court", "yes"), ("court", "not_known"), ("other_party", "")])
def test_what_may_not_be_told_is_locked(cast, now, receiver, may_meet):
    row = begun(cast, now, receiver=receiver, may_meet=may_meet)
    found = line(cast, row, NOT_TOLD)
    assert (found.out, found.locked, found.why) == (True, True, "source")
    for deed, told in (
        (actions.put_back, {}),
        (actions.show_words, {"start": 0}),
        (actions.take_out, {"why": "not_needed"}),
    ):
        with refused("line_is_locked"):
            done(cast, row, deed, line_id=found.pk, **told)(now)
    for changed in ({"out": False, "why": ""}, {"why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExtractLine.objects.filter(pk=found.pk).update(**changed)


def test_a_judgement_that_repeats_it_word_for_word_is_locked_too(cast, now):
    case = assessed(cast, now, summary=f"Det haster: {NOT_TOLD.lower()}.")
    row = begun(cast, now, case, may_meet="not_known")
    assert line(cast, row, "Det haster").locked
    assert not line(cast, begun(cast, now, case), "Det haster").locked


def test_to_him_only_what_he_may_learn_is_told_before_a_person_decides(cast, now):
    row = begun(cast, now, receiver="other_party", may_meet="")
    assert row.may_meet == "yes"
    assert paper(cast, row) == TOLD
    assert line(cast, row, "Opsøger").locked, "it tells where she is"
    assert line(cast, row, ALONE).locked
    with refused("each_line_out_has_its_reason"):
        actions.finish(extract_id=row.pk, by=cast.actor("assessor"), at=now)
    assert finished(cast, now, row).state == "to_approve"


def test_the_plan_comes_along_where_it_is_asked_for_and_never_to_him(cast, now):
    case = assessed(cast, now)
    planned(cast, now, case)
    read = paper(cast, begun(cast, now, case, with_plan=True))
    assert "Tasken står pakket" in read
    assert "solsikke" not in read
    assert "Låsen" not in read
    assert "Tasken" not in paper(cast, begun(cast, now, case))
    to_him = begun(cast, now, case, receiver="other_party", with_plan=True)
    assert not to_him.lines.filter(part="plan").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Extract.objects.filter(pk=to_him.pk).update(with_plan=True)


def test_the_second_is_another_and_approves_what_she_has_read(cast, now):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    assert row.state == "to_approve"
    with refused("second_leader_needed"):
        approved(cast, now, row, "assessor")
    with refused("extract_was_changed_meanwhile"):
        done(cast, row, actions.approve, "second_assessor", edition=row.edition + 1)(now)
    made = approved(cast, now, row)
    assert (made.state, made.made_by_id, made.approved_by_id) == ("made", cast.assessor.pk, cast.second_assessor.pk)
    with refused("extract_was_changed_meanwhile"):
        approved(cast, now, row)


def test_it_is_sent_back_with_words_and_read_anew(cast, now):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    done(cast, row, actions.send_back, "project_leader", words="Skjul også søsteren")(now)
    row = Extract.objects.get(pk=row.pk)
    assert (row.state, row.sent_back) == ("draft", "Skjul også søsteren")
    again = finished(cast, now, row)
    assert (again.state, again.edition, again.sent_back) == ("to_approve", 2, "")
    with refused("extract_was_changed_meanwhile"):
        done(cast, row, actions.approve, "second_assessor", edition=1)(now)


def test_the_leader_approves_what_she_may_read_and_no_more(cast, now):
    row = begun(cast, now, may_meet="yes")
    assert ALONE not in str([one.row.words for one in queries.lines(cast.actor("project_leader"), row)])
    assert approved(cast, now, finished(cast, now, row), "project_leader").state == "made"
    row = begun(cast, now, row.case, may_meet="yes")
    done(cast, row, actions.put_back, line_id=line(cast, row, ALONE).pk)(now)
    row = finished(cast, now, row)
    with refused("the_assessors_alone_read_it_all"):
        approved(cast, now, row, "project_leader")
    approved(cast, now, row)
    with refused("the_assessors_alone_read_it_all"):
        done(cast, row, actions.print_extract, "project_leader")(now)
    assert done(cast, row, actions.print_extract)(now).pk == row.pk


@pytest.mark.parametrize("how", ["made", "to_approve"])
def test_what_is_finished_is_not_written_in(cast, now, how):
    row = finished(cast, now, begun(cast, now, may_meet="no" if how == "made" else "yes"))
    assert row.state == how
    found = line(cast, row, TOLD)
    for deed, told in (
        (actions.take_out, {"line_id": found.pk, "why": "others"}),
        (actions.put_back, {"line_id": found.pk}),
        (actions.show_words, {"line_id": found.pk, "start": 0}),
        (actions.hide_words, {"words": "Han"}),
        (actions.finish, {}),
    ):
        with refused("extract_is_not_written"):
            done(cast, row, deed, **told)(now)
    with refused("extract_cannot_move"):
        done(cast, row, actions.drop)(now)


def test_a_colleague_writes_her_own_and_may_drop_this_one(cast, now):
    row = begun(cast, now)
    with refused("extract_is_anothers"):
        done(cast, row, actions.hide_words, "second_assessor", words="Han")(now)
    done(cast, row, actions.drop, "second_assessor")(now)
    assert Extract.objects.get(pk=row.pk).state == "dropped"
    assert not row.lines.exists()


def test_the_line_of_another_extract_is_not_there(cast, now):
    row = begun(cast, now)
    other = begun(cast, now, row.case)
    with pytest.raises(NotFound):
        done(cast, row, actions.put_back, line_id=other.lines.first().pk)(now)


def test_it_rests_on_what_stands(cast, now):
    row = begun(cast, now)
    evidence = line(cast, row, TOLD).evidence
    told = {"case_id": row.case_id, "evidence_id": evidence.pk, "back": False}
    written_actions.strike_evidence(**told, by=cast.actor("assessor"), at=now)
    with refused("something_told_was_struck"):
        finished(cast, now, row)
    done(cast, row, actions.take_out, line_id=line(cast, row, TOLD).pk, why="not_needed")(now)
    assert finished(cast, now, row).state == "made"


def test_what_may_not_be_told_since_is_found_before_it_is_made(cast, now):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    assessing.evidence(cast, now, row.case, words="Ny lås", may_learn="no")
    with refused("it_tells_what_may_not_be_told"):
        approved(cast, now, row)
    done(cast, row, actions.send_back, words="")(now)
    done(cast, row, actions.hide_words, words="lås")(now)
    assert finished(cast, now, Extract.objects.get(pk=row.pk)).state == "to_approve"


def test_a_newer_assessment_asks_for_a_newer_extract(cast, now):
    row = begun(cast, now)
    assessing.handed_in(cast, now, assessing.begun(cast, now, row.case))
    with refused("a_newer_assessment_holds"):
        finished(cast, now, row)


def test_nothing_is_made_of_an_assessment_that_does_not_hold(cast, now):
    case = assessing.begun(cast, now).case
    with refused("no_assessment_holds"):
        begun(cast, now, case)


def test_nothing_is_printed_before_it_is_made_nor_when_all_is_out(cast, now):
    row = begun(cast, now)
    with refused("extract_is_not_made"):
        done(cast, row, actions.print_extract)(now)
    for one in row.lines.all():
        done(cast, row, actions.take_out, line_id=one.pk, why="not_needed")(now)
    with refused("nothing_is_told"):
        finished(cast, now, row)


def test_the_database_itself_asks_for_a_second_person(cast, now):
    row = begun(cast, now, may_meet="not_known")
    reasoned(cast, now, row)
    made = {"state": "made", "made_at": now, "made_by": cast.assessor}
    for more in ({}, {"approved_at": now, "approved_by": cast.assessor}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Extract.objects.filter(pk=row.pk).update(**made, **more)


def test_whoever_does_not_assess_begins_none(cast, now):
    case = assessed(cast, now)
    for who in ("project_leader", "employee", "odense_assessor", "officer"):
        with pytest.raises(NotFound):
            begun(cast, now, case, who=who)


def test_one_who_waits_for_a_second_is_heard_of(cast, now):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    (found,) = queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)
    assert (found.id, found.state, found.worker_id) == (row.pk, "to_approve", cast.assessor.pk)


def test_it_goes_with_the_person(cast, now):
    row = begun(cast, now)
    row.case.steps.update(state="done")
    case_actions.end(case_id=row.case_id, why="moved", by=cast.actor("assessor"), at=now)
    assert queries.extract(cast.actor("assessor"), row.pk).pk == row.pk
    assert Extract._meta.get_field("case").remote_field.on_delete.__name__ == "CASCADE"
