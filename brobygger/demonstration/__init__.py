"""A made-up register that tells the same story as the printed evaluation.

`cohort` makes 4,531 registrations of people who do not exist, so that every figure of chapter 3 of
the evaluation report of Projekt Opsøgende Indsats comes out as printed; `printed` holds those
printed figures, and the places where the report disagrees with itself. Together they let anyone see
the report recomputed, and try the program, without a single real person in it.
"""
