"""How often somebody used a door in a stretch of time."""

from django.db import models


class Use(models.Model):
    """``who`` is a digest of a person or an address: the table tells nobody's habits by itself."""

    id = models.BigAutoField(primary_key=True)
    door = models.CharField(max_length=60)
    who = models.CharField(max_length=64)
    stretch = models.PositiveBigIntegerField()
    times = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("door", "who", "stretch"), name="one_count_per_stretch"),)
