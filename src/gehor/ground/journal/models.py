"""Entries say what was done; seals chain them. Database triggers refuse UPDATE and DELETE on both."""

from django.db import models


class Entry(models.Model):
    """One step taken. Plain ids and codes: an entry outlives what it speaks of, and holds nothing to erase."""

    at = models.DateTimeField()
    organisation_id = models.BigIntegerField()
    dialogue_id = models.BigIntegerField(null=True)
    step = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    codes = models.JSONField(default=dict)
    mark = models.CharField(max_length=32)  # says that an action of this installation wrote it: see seal.py

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["organisation_id", "-id"], name="entry_by_organisation"),
            models.Index(fields=["dialogue_id", "-id"], name="entry_by_dialogue"),
        ]


class Seal(models.Model):
    """One link of the chain: `hash` covers the entry and the hash of the seal before."""

    id = models.BigIntegerField(primary_key=True)  # 1, 2, 3 …: a hole is a removed seal
    entry_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
