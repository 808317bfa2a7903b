"""The pages that the program writes about itself are current."""

import pytest

from brobygger.config.addresses import CHECKOUT
from brobygger.config.generated import PAGES, text_of


@pytest.mark.parametrize("page", list(PAGES))
def test_a_generated_page_is_current(page):
    assert (CHECKOUT / page).read_text() == text_of(page), "run: python -m brobygger.config.generated"
