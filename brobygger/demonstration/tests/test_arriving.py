"""Pages are open while the invented people arrive, and say how far they have come."""

import pytest

from brobygger.demonstration.arriving import SHARES, Arriving


@pytest.fixture
def page(settings, tmp_path, client, db):
    """What the sign-in page says in a demonstration."""
    settings.DEMO, settings.DATA = True, tmp_path
    return lambda: client.get("/account/login/", headers={"accept-language": "en"}).content.decode()


def test_the_page_says_how_many_have_come_until_all_are_there(page):
    assert "of them have come" not in page()
    arriving = Arriving()
    arriving.step()
    assert "0 % of them have come" in page()
    arriving.began -= 60
    arriving.step()
    assert f"{SHARES[0]} % of them have come, the rest in about" in page()
    arriving.done()
    assert "of them have come" not in page()
    assert "all people are invented" in page()


def test_half_a_line_is_no_reason_for_a_broken_page(page, tmp_path):
    (tmp_path / "demo.arriving").write_text("40")
    assert "all people are invented" in page()


def test_the_steps_are_the_whole():
    assert sum(SHARES) == 100
