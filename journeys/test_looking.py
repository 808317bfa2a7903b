"""What is asked of a page less often than at both widths in both languages is still found where it can be."""

from journeys.conftest import BEGINS, in_english, looked_at

EVERYWHERE = {("da", 1280), ("da", 390), ("en", 1280), ("en", 390)}
SMALL = "padding: 0; width: 9px; height: 9px"
LARGE = "width: 50px; height: 50px"
GREY = "color: #ccc; background: #fff"
# A fault by what it is told by, and where it is told: in which language and at what width.
FAULTS = {
    "#small": (f'<button id="small" style="{SMALL}">a</button><button style="{SMALL}">b</button>', EVERYWHERE),
    "sideways": ('<div style="width: 2000px">Bred</div>', EVERYWHERE),
    "#grey": (f'<p id="grey" style="{GREY}">Grå</p>', {("da", 1280), ("da", 390)}),
    "#pale": (f'<p id="pale" class="phone" style="{GREY}">Grå</p>', {("da", 390)}),
    "#nameless": (f'<button id="nameless" style="{LARGE}"></button>', EVERYWHERE - {("en", 390)}),
    "#silent": (f'<button id="silent" class="phone" style="{LARGE}"></button>', {("da", 390)}),
}
PHONE_ALONE = "<style>.phone { display: none } @media (max-width: 600px) { .phone { display: block } }</style>"


def test_each_kind_of_fault_is_found(house, browse):
    told = {fault: set() for fault in FAULTS}
    html = PHONE_ALONE + "".join(html for html, _ in FAULTS.values())
    for language, began in BEGINS.items():
        page = browse(width=began, bypass_csp=True)
        page.goto("/account/login/")
        if language == "en":
            in_english(page)
        page.locator("main").evaluate("(main, html) => main.insertAdjacentHTML('beforeend', html)", html)
        for line in looked_at(page, "page", language):
            for fault in (one for one in FAULTS if one in line):
                told[fault].add((language, 1280 if "1280" in line else 390))
    assert told == {fault: where for fault, (_, where) in FAULTS.items()}
