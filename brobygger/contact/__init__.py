"""The one gate before every call, message, letter and link, the approved words, and the outbox."""
