"""The open page, its QR code and the resource persons belong to rooms that know this one: what they are called."""

OPEN_PAGE = "open_page"
QR = "reach_qr"
NAME_RESOURCE_PERSON = "resource_person_new"
