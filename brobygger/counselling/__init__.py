"""The volunteers, who fits whom, the conversations, and what came of them."""
