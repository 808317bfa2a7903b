"""Risk assessment: a professional's judgement with its evidence, its second reader, and the day of the next look.

Nothing here adds up to a level. What a person has judged is kept in her words; the program remembers and asks again.
"""
