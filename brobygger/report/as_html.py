"""The report as one page for a browser: nothing is fetched from anywhere, charts and their tables stand in it."""

from django.template.loader import render_to_string

from brobygger.report.contents import Report


def page(report: Report) -> bytes:
    """The report as a page, in the language of the moment."""
    return render_to_string("report/document.html", {"report": report}).encode()
