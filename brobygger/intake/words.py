"""The words of this room's reason codes."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "value_missing": _("must be filled in"),
    "too_long": _("is longer than the field can hold"),
    "not_in_the_closed_list": _("is not one of the values of the list"),
    "not_an_offence_code": _("must be three to six digits"),
    "not_a_time": _("must be day and hour as dd-mm-yyyy hh:mm"),
    "not_a_date": _("must be a date as dd-mm-yyyy"),
    "not_a_month": _("must be a month as yyyy-mm or mm-yyyy"),
    "an_hour_that_never_was": _("is an hour that did not exist, because summer time began"),
    "before_it_happened": _("is before it happened"),
    "in_the_future": _("lies in the future"),
    "not_a_cpr_number": _("must be a CPR number with a date that exists, ten digits"),
    "age_out_of_range": _("gives an age outside 0 to 120 years"),
    "not_an_email_address": _("is not an e-mail address"),
    "not_a_postal_code": _("must be four digits"),
    "not_yes_or_no": _("must be ja or nej"),
    "not_a_whole_number": _("must be a whole number"),
    "not_a_language_code": _("must be a two-letter language code"),
    "guardian_of_herself": _("is the person's own number"),
    "two_rows_differ": _("the same person stands in the same report twice, with different contents"),
    "same_number_differs": _("the same number stands twice, with different contents"),
    "wrong_number_of_columns": _("the row has more or fewer columns than the header"),
    "quote_not_closed": _("a quotation mark is opened and not closed"),
    "below_the_least": _("is below the least value"),
    "above_the_most": _("is above the highest value"),
    "not_a_token": _("is not a referral token: only letters, digits and hyphens, and never a person's number"),
    "only_the_reached": _("can only be filled in for someone who was reached"),
    "only_the_declined": _("can only be filled in where the offer was declined"),
    "before_identified": _("is before the person was identified"),
    "upload_gone": _("The file is no longer here. Hand it in again: what went in already stays in."),
    "import_run_cannot_move": _("The import has gone on, or has ended."),
    # of a whole file
    "file_not_there": _("The file is not there, or may not be read"),
    "file_empty": _("The file is empty"),
    "not_text": _("The file is neither text nor a workbook that can be read"),
    "binary_workbook": _("The workbook is of the binary kind (xlsb). Open it, save it as xlsx, and hand that in"),
    "no_header": _("The first line holds none of the columns that are expected"),
    "file_too_heavy": _("The file takes too much memory or time to read. Save it as CSV, or in smaller files"),
    "line_too_long": _("A line is longer than a row can be. Is it the right file, with a line for each row?"),
    "workbook_locked": _("The workbook is locked with a password. Save it without one, and try again"),
    "columns_missing": _("Columns that must be there are missing"),
    "columns_twice": _("Columns stand twice"),
    # of rows that went in all the same
    "phone_not_readable": _(
        "A phone number could not be read; the row went in, and it stands on the card as it was written"
    ),
    "words_beside_a_number": _("Words stand beside a phone number; they are shown with it"),
    "cpr_not_readable": _("A CPR number could not be read and was left out; the birth date counts where there is one"),
    "language_not_readable": _("A language could not be read and was left out"),
    "first_of_languages": _("Several languages are written; the first that can be read counts"),
    "gender_x": _("“X” is written as the gender; it counts as not registered"),
    "ward_not_there": _("Guardian of a person number that nobody in the report has, here or in the file"),
    "leading_zero_put_back": _("A zero that a spreadsheet had taken away was put back"),
    "number_was_an_amount": _("A phone number stood as an amount, and was read as a number"),
    "nothing_was_written": _("“None” or “unknown” was written in a field that may be empty, and was read as empty"),
    "reached_without_a_call": _("Someone was reached although no call is counted"),
    "ward_is_adult": _("Guardian of someone who is 18 or more: nobody is rung as her guardian"),
    "values_not_on_the_list": _("A value that is on no list; the row went in, and the value is kept beside it"),
    "nul_dropped": _("A character without meaning (NUL) stood in the row, and was left out"),
    "cell_with_an_error": _("A cell holds an error such as #N/A, or a formula without a value, and was read as empty"),
    "cells_far_away": _("Cells far away from the table were passed over"),
    "columns_not_known": _("Columns that are not known were left out"),
    "columns_not_there": _("Columns that may be there are not"),
    # of rows that were here already, and say something else than before
    "corrected_accused": _("Accused now: nobody rings about this any more"),
    "corrected_phone": _("The police corrected the phone number"),
    "corrected_protected": _("The police corrected name and address protection"),
    "corrected_name": _("The police corrected the name or the CPR number"),
    "corrected_birth_date": _("The police corrected the birth date"),
    "corrected_minor": _("Under 18 by the corrected birth date: the guardian is rung, or is waited for"),
    "corrected_reported_at": _("The police corrected the day of the report"),
    "corrected_offence_code": _("The police corrected the offence code"),
    "corrected_role": _("The police corrected the role"),
    "corrected_address": _("The police corrected the address"),
    "corrected_other": _("The police corrected something else"),
    "corrected_comes_in": _("By the corrected offence code, role or day the row goes in after all"),
    "corrected_out": _("Not in the target group any more: the case is closed, and nobody rings about it"),
    "kept_answered": _("Not in the target group any more, but it has been answered already: the answer stays"),
    "kept_changed_here": _("The police say something else; it was changed here, and stays"),
    "kept_only_new": _("The police say something else; only new rows were asked for, and it stays"),
    "kept_older_file": _("The file was read before, and a newer one since: what differs stays"),
    "kept_goes_back": _("A file with newer reports had replaced what this one says: it stays, look at it"),
    "perhaps_older_file": _(
        "A file with newer reports has been read before this one: it may be an older file. Look at what it corrects"
    ),
    "answers_nothing": _("The row answers no question; it counts as an answer all the same"),
    "kept_another_person": _("The police now mean another person by this number: nothing is changed, look at it"),
}

# What the police may correct, as the case's story and the preview call it.
CORRECTED = {
    "accused": _("the role: accused now"),
    "name": _("the name"),
    "given_name": _("the name"),
    "family_name": _("the name"),
    "cpr": _("the CPR number"),
    "birth_date": _("the birth date"),
    "phone": _("the phone number"),
    "protected": _("name and address protection"),
    "address": _("the address"),
    "postal_code": _("the address"),
    "reported_at": _("the day of the report"),
    "offence_code": _("the offence code"),
    "role": _("the role"),
    "gender": _("the gender"),
    "language": _("the language"),
    "email": _("the e-mail address"),
    "occurred_at": _("the hour when it happened"),
    "district": _("the police district"),
    "place": _("the place"),
    "guardian_of": _("whose guardian it is"),
    "ward_is_adult": _("the age: the one whose guardian it is was 18 or more"),
}
WHY = {
    "changed_here": _("was changed here, and stays"),
    "only_new": _("stays, where only new rows are read in"),
    "older_file": _("stays: the file is an older one"),
    "goes_back": _("stays: a file with newer reports had replaced it"),
    "another_person": _("stays: it seems to be another person"),
}

# What a list's column holds, for the values in it that are on no list.
COLUMNS = {
    "incident_type": _("Incident type"),
    "gender": _("Gender"),
    "age_group": _("Age group"),
    "form": _("How it was held"),
}

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "": _("Excel workbook"),
}
SEPARATORS = {"semicolon": _("semicolon"), "comma": _("comma"), "tab": _("tab"), "": _("cells")}
LANGUAGES = {"da": _("Danish headings"), "en": _("neutral names")}
