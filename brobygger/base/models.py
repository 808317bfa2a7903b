"""Which keys the database's rows were sealed and marked with."""

from django.db import models

from brobygger.base.classed import Keep, classed


class KeyMark(models.Model):
    """A key that rows of this database hang on: a mark that only that key makes, and nothing of the key itself."""

    classed = classed(Keep.PROGRAMME, working="id name mark")

    name = models.CharField(max_length=20, unique=True)
    mark = models.BinaryField()
