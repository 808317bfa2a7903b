"""Lines are kept, taken from suggestions, removed and put back; what two write at once is there twice."""

from datetime import date

import pytest

from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.reception import actions as reception
from brobygger.safety import actions, queries
from brobygger.safety.models import Line, Plan
from brobygger.safety.tests.making import OTHER_PAGE, PAGE, as_shown, begun, written
from brobygger.safety.writing import Content, Written
from brobygger.screening.models import Screening
from brobygger.screening.tests.making import sent
from brobygger.trail.models import Entry


@pytest.fixture
def row(cast, now):
    return begun(cast, now)


def keep(cast, now, row, *lines, page=PAGE, who="assessor", **more):
    told = {"screening_id": row.pk, "section": "contact", "page": page, "lines": list(lines), **more}
    return actions.keep_section(**told, by=cast.actor(who), at=now)


def stands():
    return list(Line.objects.filter(removed_at=None).order_by("id").values_list("section", flat=True)), [
        one.words for one in Line.objects.filter(removed_at=None).order_by("id")
    ]


def test_a_plan_is_begun_once_and_not_before_the_person_is_taken(cast, now):
    waits = sent(cast, now)
    with pytest.raises(Refused, match="not_taken_yet"):
        actions.begin_plan(screening_id=waits.pk, by=cast.actor("assessor"), at=now)
    row = begun(cast, now)
    again = actions.begin_plan(screening_id=row.pk, by=cast.actor("second_assessor"), at=now)
    assert again == Plan.objects.get()
    assert again.look_again_on == date(2026, 12, 2)


def test_a_line_is_in_the_persons_own_words_with_all_that_belongs_to_it(cast, now, row):
    line = written(
        cast, now, row, "Solsikke betyder kom", status="done", with_whom="min søster", colleague_id=cast.assessor.pk,
        by_day=date(2026, 12, 1),
    )  # fmt: skip
    told = queries.read(cast.actor("second_assessor"), row.pk, at=now).part("contact").lines
    assert [(one.words, one.row.status, one.colleague) for one in told] == [
        ("Solsikke betyder kom", "done", "Assessor")
    ]
    assert line.begun_on
    assert Entry.objects.filter(what="safety.section_kept").get().facts == {"section": "contact"}


def test_a_new_line_that_saves_by_itself_is_one_line(cast, now, row):
    empty = Content().mark
    for words in ("Sol", "Solsikke", "Solsikke betyder kom"):
        keep(cast, now, row, Written(Content(words), was=empty), passing=True)
    assert stands()[1] == ["Solsikke betyder kom"]
    assert Entry.objects.filter(what="safety.section_kept").count() == 1, "the trail has it once"
    keep(cast, now, row, Written(Content(""), was=empty))
    assert stands()[1] == [""], "emptied by the page itself"


def test_an_empty_new_line_is_none_and_what_is_not_changed_is_not_written(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    assert keep(cast, now, row, Written(Content(), was=Content().mark), as_shown(line, "Solsikke")) is False
    line.refresh_from_db()
    assert line.version == 1


def test_a_page_may_save_again_though_it_never_heard_the_answer(cast, now, row):
    shown = as_shown(written(cast, now, row, "Solsikke"), "Solsikke betyder")
    keep(cast, now, row, shown)
    later = Written(Content("Solsikke betyder kom"), shown.line_id, shown.seen, shown.was)
    assert keep(cast, now, row, later) is False
    assert keep(cast, now, row, Written(Content("Solsikke"), shown.line_id, shown.seen, shown.was)) is False
    assert stands()[1] == ["Solsikke"], "and back to what it was"


def test_two_who_change_the_same_line_both_keep_their_words(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    mine, hers = as_shown(line, "Solsikke betyder kom"), as_shown(line, "Tulipan")
    assert keep(cast, now, row, mine) is False
    assert keep(cast, now, row, hers, page=OTHER_PAGE, who="second_assessor") is True
    assert stands()[1] == ["Solsikke betyder kom", "Tulipan"]
    more = Written(Content("Tulipan betyder gå"), hers.line_id, hers.seen, hers.was)
    keep(cast, now, row, more, page=OTHER_PAGE, who="second_assessor")
    keep(cast, now, row, more, page=OTHER_PAGE, who="second_assessor")
    assert stands()[1] == ["Solsikke betyder kom", "Tulipan betyder gå"], "one line beside, however often it saves"


def test_a_page_that_has_not_touched_a_line_does_not_undo_a_colleagues_change(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    untouched = as_shown(line, "Solsikke")
    keep(cast, now, row, as_shown(line, "Tulipan"), page=OTHER_PAGE, who="second_assessor")
    assert keep(cast, now, row, untouched) is False
    assert stands()[1] == ["Tulipan"]


def test_only_its_status_differs_and_no_line_is_there_twice(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    shown = as_shown(line, "Solsikke", status="done")
    actions.mark_line(
        screening_id=row.pk, line_id=line.pk, status="not_possible", by=cast.actor("second_assessor"), at=now
    )
    assert keep(cast, now, row, shown) is True
    assert stands()[1] == ["Solsikke"]


def test_what_is_written_in_a_line_that_a_colleague_removed_stands_anew(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    shown = as_shown(line, "Solsikke betyder kom")
    actions.remove_line(screening_id=row.pk, line_id=line.pk, by=cast.actor("second_assessor"), at=now)
    assert keep(cast, now, row, shown) is True
    assert stands()[1] == ["Solsikke betyder kom"]


def test_a_removed_line_is_put_back(cast, now, row):
    line = written(cast, now, row, "Solsikke")
    by = cast.actor("assessor")
    actions.remove_line(screening_id=row.pk, line_id=line.pk, by=by, at=now)
    assert stands()[1] == []
    assert [one.words for one in queries.whole(by, row.pk, at=now).part("contact").removed] == ["Solsikke"]
    with pytest.raises(NotFound):
        actions.remove_line(screening_id=row.pk, line_id=line.pk, by=by, at=now)
    actions.put_line_back(screening_id=row.pk, line_id=line.pk, by=by, at=now)
    assert stands()[1] == ["Solsikke"]


def test_a_suggestion_is_taken_in_once_and_then_changed(cast, now, row):
    by = cast.actor("assessor")
    told = {"screening_id": row.pk, "section": "digital", "suggestion": "tags"}
    line = actions.take_suggestion(**told, by=by, at=now)
    assert actions.take_suggestion(**told, by=by, at=now) == line
    keep_in = {"screening_id": row.pk, "section": "digital", "page": PAGE}
    actions.keep_section(**keep_in, lines=[as_shown(line, "Jeg har ledt i barnevognen")], by=by, at=now)
    assert stands() == (["digital"], ["Jeg har ledt i barnevognen"])
    with pytest.raises(NotFound):
        actions.take_suggestion(screening_id=row.pk, section="contact", suggestion="tags", by=by, at=now)


def test_a_line_is_marked_done_and_nothing_that_is_no_status(cast, now, row):
    line, by = written(cast, now, row, "Solsikke"), cast.actor("assessor")
    assert actions.mark_line(screening_id=row.pk, line_id=line.pk, status="done", by=by, at=now).status == "done"
    with pytest.raises(NotFound):
        actions.mark_line(screening_id=row.pk, line_id=line.pk, status="high", by=by, at=now)


def test_a_line_of_another_plan_is_not_there(cast, now, row):
    other = written(cast, now, begun(cast, now), "Hendes")
    with pytest.raises(NotFound):
        keep(cast, now, row, as_shown(other, "Min"))
    with pytest.raises(NotFound):
        actions.remove_line(screening_id=row.pk, line_id=other.pk, by=cast.actor("assessor"), at=now)


@pytest.mark.parametrize("who", ["employee", "resource_person", "odense_assessor", "odense_leader", "officer"])
def test_a_stranger_and_a_colleague_of_another_kind_find_nothing(cast, now, row, who):
    by = cast.actor(who)
    with pytest.raises(NotFound):
        queries.read(by, row.pk, at=now)
    with pytest.raises(NotFound):
        actions.begin_plan(screening_id=row.pk, by=by, at=now)


def test_the_project_leader_and_a_colleague_in_the_team_write_too(cast, now, row):
    written(cast, now, row, "Solsikke", who="project_leader")
    written(cast, now, row, "Tulipan", who="second_assessor")
    assert stands()[1] == ["Solsikke", "Tulipan"]


def test_when_the_team_no_longer_has_the_person_the_plan_is_read_and_not_written(cast, now, row):
    by = cast.actor("assessor")
    reception.come_to_nothing(screening_id=row.pk, why="changed_mind", by=by, at=now)
    with pytest.raises(Refused, match="with_the_team_no_more"):
        written(cast, now, row, "Solsikke")
    assert not queries.read(by, row.pk, at=now).may_write


def test_a_plan_is_erased_with_the_person(cast, now, row):
    written(cast, now, row, "Solsikke")
    enter(cast.actor("assessor"))
    Screening.objects.filter(pk=row.pk).delete()
    assert not Plan.objects.exists()
    assert not Line.objects.exists()
