"""What is said of a pack that cannot come in, and what the refusals of this room are called."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brobygger.packs.codes import Kind, Part, Purpose

MOST_NAMED = 10

REASONS: dict[str, str | Promise] = {
    "pack_cannot_move": _("The pack has been changed meanwhile. Look at it again."),
    "pack_is_out_of_use": _("This form has been taken out of use. Choose another."),
    "pack_has_no_licence_here": _(
        "Nothing is begun with this form before its licence is noted here. A leader does so under Forms."
    ),
    "not_trained_for_this_pack": _("Only those who are trained for this form begin with it."),
    "this_version_says_something_else": _(
        "This version is here already and says something else. Give the file a new version number."
    ),
    "a_licence_has_a_reference": _("Write the number of the order or agreement."),
}


def _one_of(words: Promise, codes: Sequence[str]) -> Promise:
    """The words, and the codes that would do; of many the first ten."""
    more = ", …" if len(codes) > MOST_NAMED else ""
    found: Promise = format_lazy("{words}: {codes}", words=words, codes=", ".join(codes[:MOST_NAMED]) + more)
    return found


FAULTS: dict[str, str | Promise] = {
    "pack_too_large": _("the file is larger than 1 MB"),
    "pack_too_heavy": _("the file takes too much memory or time to read"),
    "not_utf8": _("the file is not text in UTF-8"),
    "not_json": _("the file is not JSON"),
    "name_stands_twice": _("the name stands twice in one place"),
    "not_a_questionnaire": _("the file is not a FHIR Questionnaire"),
    "nested_too_deep": _("the questions lie too deep in each other"),
    "too_many_questions": _("there are more than 2,000 questions"),
    "markup_in_a_word": _("there is markup or script in the words"),
    "unprintable_in_a_word": _("there are characters in the words that cannot be printed"),
    "word_too_long": _("the words are longer than 10,000 characters"),
    "name_not_known": _("the standard has no such name here"),
    "name_not_taken": _("an answer that is given beforehand is not taken"),
    "not_fhir": _("it does not stand as FHIR R4 has it"),
    "pack_says_not": _("it is missing"),
    "pack_not_active": _("the status is not 'active'"),
    "not_a_language": _("it is not a language code, as 'da' or 'en'"),
    "purpose_not_known": _one_of(_("what the form is for is not said, or not known; it is one of"), Purpose.values),
    "purpose_without_system": _("the code lacks its system, which is urn:brobygger:pack"),
    "extension_not_taken": _("this extension is not taken"),
    "link_id_stands_twice": _("two questions have the same linkId"),
    "link_id_not_taken": _("a linkId is at most 80 letters, digits, dots, hyphens and underscores"),
    "kind_not_taken": _one_of(_("this kind of question is not drawn here; it is one of"), Kind.values),
    "text_holds_nothing": _("a text to read cannot hold other questions"),
    "options_without_choice": _("there are options, and the question is no choice"),
    "choice_lies_elsewhere": _("the options lie outside the file"),
    "choice_without_options": _("there is nothing to choose"),
    "option_not_coded": _("an option has a code and words, and is not chosen beforehand"),
    "option_stands_twice": _("two options have the same code"),
    "part_not_known": _one_of(_("this part of a judgement is not known; it is one of"), Part.values),
    "sum_of_a_judgement": _("answers about a person are not added up: take the numbers out"),
    "asks_of_no_question": _("the condition asks of a question that is not there"),
    "condition_never_holds": _("the condition waits for an answer that cannot be given"),
    "all_or_any_not_said": _("say whether all of the conditions must hold, or any (enableBehavior)"),
    "conditions_in_a_loop": _("the question is asked only where it has been answered already"),
    "and_more_faults": _("and more faults; these are the first 200"),
}
