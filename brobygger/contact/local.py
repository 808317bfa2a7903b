"""The demonstration's way out, which leads nowhere: what would have been sent is read on the outbox's own pages."""

from brobygger.contact.ports import Answer, Envelope, Outcome


class LocalOutbox:
    """Takes everything, and keeps nothing that the outbox does not have already."""

    def deliver(self, envelope: Envelope) -> Answer:
        return Answer(Outcome.TAKEN)
