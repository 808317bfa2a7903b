"""Form packs: questionnaires with an owner and a licence, checked before they come in, and drawn in one way."""
