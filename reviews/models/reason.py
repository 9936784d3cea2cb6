"""The catalogue of reasons for sending something back, as programme admins keep it."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

CODE = RegexValidator(
    r"\A[a-z][a-z0-9_]*\Z", _("Write small letters, digits and underscores, with a letter first.")
)


class Reason(models.Model):
    """A sentence in both languages that says what is wrong and what to do.

    ``about`` holds kinds of items, and kinds of documents. ``requirements`` are codes of the rules' contract: the rules
    that it rests on, the one it falls back on first. A retired reason stays for what was sent back with it.
    """

    code = models.CharField(_("Code"), max_length=40, unique=True, validators=[CODE])
    sentence_en = models.TextField(_("Sentence in English"), max_length=400)
    sentence_fr = models.TextField(_("Sentence in French"), max_length=400)
    about = models.JSONField(pgettext_lazy("of a reason", "What it is about"), default=list)
    requirements = models.JSONField(_("Rules it rests on"), default=list)
    is_active = models.BooleanField(_("Reviewers may choose it"), default=True)
    position = models.PositiveSmallIntegerField(_("Place in the list"), default=100)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """In the reader's language."""
        return self.sentence_in(get_language() or "en")

    def sentence_in(self, language: str) -> str:
        return self.sentence_fr if language.startswith("fr") else self.sentence_en
