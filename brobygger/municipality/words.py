"""What the refusals of this room are called, and what its pages say when something is done."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "setup_is_there": _("The municipality is set up already. Change what is there, or throw the copy away first."),
    "setup_is_used": _("The setup has been used, so it cannot be thrown away. Change it instead."),
    "setup_changed_by_another": _("Another has changed this while you had it open. Look at what changed, then save."),
    "close_the_page_first": _("Close the open page first."),
    "page_is_open": _("The open page is open already."),
    "page_is_closed": _("The open page is closed already."),
    "no_way_in_by_herself": _("No one can come by herself or himself as things stand. Choose that way in first."),
    "nobody_receives": _("No one would receive those who write. Invite a violence specialist first."),
    "write_a_name": _("Write a name."),
    "name_is_taken": _("There is one of that name already."),
    "name_was_closed": _("There was one of that name, and it is closed. Open that one again."),
    "choose_a_way_in": _("Choose at least one way in."),
    "choose_how_anonymous": _("Choose how far someone may be anonymous."),
    "not_a_phone": _("This is not a phone number that can be rung."),
    "names_violence": _("It can be read over a shoulder: choose words that do not tell what it is about."),
    "not_a_safe_site": _("The quick exit leads to an address that begins with https://."),
    "answer_days_out_of_range": _("Choose between 1 and 10 working days."),
    "works_not_in_the_municipality": _("She or he no longer works here. Give her or him a role first."),
    "has_no_role_in_departments": _(
        "Only employees, resource persons and violence specialists belong to a department. Give such a role first."
    ),
    "department_is_closed": _("The department is closed. Open it again first."),
    "department_is_open": _("The department is open already."),
    "is_there_already": _("She or he works there already."),
    "people_work_there": _("Someone still works in the department. Move them first."),
    "placement_ended_already": _("She or he no longer works in the department."),
    "room_is_closed": _("The room is given up already."),
    "room_is_open": _("The room is in use already."),
    "nothing_to_undo": _("There is nothing to take back any more."),
}

# What is said of what has just been done, and can be undone.
SAID = {
    "setup_changed": _("Saved."),
    "page_opened": _("The open page is open."),
    "page_closed": _("The open page is closed. Whoever has a code can still come back."),
    "department_added": _("The department is there. Now place those who work in it."),
    "department_changed": _("The department is changed."),
    "department_closed": _("The department is closed. Its figures stay."),
    "department_removed": _("The department is gone."),
    "department_reopened": _("The department is in use again."),
    "room_added": _("The room is there."),
    "room_changed": _("The room is changed."),
    "room_closed": _("The room is given up."),
    "room_removed": _("The room is gone."),
    "room_reopened": _("The room is in use again."),
    "worker_placed": _("She or he belongs to the department from today."),
    "placement_ended": _("She or he no longer belongs to a department."),
}
