"""Files of offers that would fill the memory are refused."""

import json

import pytest

from brobygger.directory import reading as offers


def test_offers_of_brackets_are_refused():
    with pytest.raises(offers.FileUnreadable) as refused:
        offers.text_of(b"[" + b"[{}]," * 2_000_000 + b"{}]")
    assert refused.value.reason == "too_heavy"
    with pytest.raises(offers.FileUnreadable):
        offers.text_of(b"[" * 1_000_000)
    whole = json.dumps([{"id": str(n), "name": "Opdigtet" * 20} for n in range(5_000)])
    assert offers.text_of(whole.encode()) == whole
