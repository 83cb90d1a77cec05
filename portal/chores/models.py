"""What has to be done from time to time, and when it was done last."""

from django.db import models


class Chore(models.Model):
    """One named chore; whoever moves ``due_at`` on may run it, and nobody else."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_failure = models.CharField(max_length=80, blank=True)  # the kind of error only: its words may tell of a case

    class Meta:
        ordering = ("name",)
