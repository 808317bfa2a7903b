"""The anonymous survey: invited from the call's end, answered without a name, read in batches nobody can take apart.

Nobody can tell whose an answer is: not who leads, not who runs the machine (decisions/0026). Whoever would like to be
interviewed says so in a form of its own, which leads to no answer.
"""
