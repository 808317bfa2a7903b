"""Routes: who the course is for, as the programme's own questions, and which door is right otherwise."""
