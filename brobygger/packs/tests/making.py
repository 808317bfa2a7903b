"""A pack of our own, as a file of someone's might be."""

import copy
import json
from typing import Any

PACK: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "url": "urn:example:form:try",
    "version": "1",
    "title": "Prøveform",
    "status": "active",
    "language": "da",
    "publisher": "Prøveejeren",
    "copyright": "Må bruges i prøver.",
    "code": [{"system": "urn:brobygger:pack", "code": "risk"}],
    "extension": [{"url": "urn:brobygger:licence-needed", "valueBoolean": True}],
    "contained": [
        {
            "resourceType": "ValueSet",
            "id": "answer",
            "status": "active",
            "compose": {"include": [{"concept": [{"code": "yes", "display": "Ja"}, {"code": "no", "display": "Nej"}]}]},
        }
    ],
    "item": [
        {"linkId": "afraid", "text": "Er du bange?", "type": "choice", "answerValueSet": "#answer", "required": True},
        {
            "linkId": "more",
            "text": "Mere",
            "type": "group",
            "enableWhen": [{"question": "afraid", "operator": "=", "answerCoding": {"code": "yes"}}],
            "item": [
                {"linkId": "of", "text": "For hvad?", "type": "text", "required": True},
                {"linkId": "since", "text": "Siden", "type": "date"},
                {"linkId": "hours", "text": "Timer", "type": "quantity"},
                {"linkId": "often", "text": "Hver dag?", "type": "boolean"},
            ],
        },
        {
            "linkId": "child",
            "text": "Barn",
            "type": "group",
            "repeats": True,
            "item": [
                {"linkId": "age", "text": "Alder", "type": "integer"},
                {"linkId": "word", "text": "Ord", "type": "string"},
            ],
        },
        {"linkId": "where", "text": "Hvor?", "type": "string", "repeats": True},
    ],
}


def pack(**changed: Any) -> dict[str, Any]:
    """The pack, with some of it changed."""
    return copy.deepcopy(PACK) | changed


def with_item(**item: Any) -> dict[str, Any]:
    """The pack with one question more."""
    told = pack()
    told["item"].append({"linkId": "one-more", "type": "string"} | item)
    return told


def written(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
