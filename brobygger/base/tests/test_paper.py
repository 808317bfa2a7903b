import pytest

from brobygger.base import paper

PAGE = '#set document(title: "Prøve", author: ())\n#set text(lang: "da")\n#heading(told.heading)\n#par(told.words)\n'
NAMES = {
    "Tamil": "சோபியா", "Arabic": "محمد", "Cyrillic": "Анна", "Greek": "Ελένη", "Thai": "สมหญิง", "Devanagari": "सीता",
    "Ethiopic": "ሰላም", "Georgian": "ქეთევანი", "Armenian": "Անահիտ", "Hebrew": "רבקה", "Bengali": "রহিমা",
    "Gurmukhi": "ਹਰਪ੍ਰੀਤ", "Sinhala": "නිමල්", "Khmer": "សុភា", "Burmese": "အောင်", "Lao": "ນາງ", "Vietnamese": "Đặng Thị",
    "emoji": "Ring 😀 👍🏽 ❤️",
}  # fmt: skip


@pytest.mark.parametrize("script", NAMES)
def test_every_script_is_set_in_a_font_that_has_it(script, monkeypatch):
    boxes = []
    monkeypatch.setattr(paper, "_named", lambda text: boxes.append(text) or "")
    assert paper.pdf(PAGE, {"heading": "Navn", "words": NAMES[script]}).startswith(b"%PDF")
    assert boxes == []


def test_a_character_that_no_font_has_is_a_box_and_named_at_the_foot(monkeypatch):
    named = []
    real = paper._named
    monkeypatch.setattr(paper, "_named", lambda text: named.append(real(text)) or named[-1])
    made = paper.pdf(PAGE, {"heading": "Navn", "words": "慧琳 𒀀"})
    assert made.startswith(b"%PDF")
    assert named[0] == "▯ = U+6167 CJK UNIFIED IDEOGRAPH-6167"
    assert {line.split()[2] for line in named} >= {"U+6167", "U+7433", "U+12000"}


@pytest.mark.parametrize(
    ("text", "boxes"), [("Åse – 95 00 00 01", ""), ("Анна சோபியா 😀", ""), ("Hun hedder 慧琳 og 𒀀", "慧 琳 𒀀")]
)
def test_what_cannot_be_printed_is_named_before_it_is(text, boxes):
    assert paper.without_font(text).replace(" ", "") == boxes.replace(" ", "")


def test_another_fault_is_no_missing_font():
    with pytest.raises(Exception, match="unknown variable"):
        paper.pdf("#nothing", {})
