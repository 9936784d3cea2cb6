"""A contact as an import knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactRow:
    """``role`` and the codes are those of the model; ``countries`` are ISO 3166-1 codes or ``("OOO",)``."""

    name: str
    email: str
    job_title: str
    role: str
    countries: tuple[str, ...]
    states: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same contact: the address, however it is capitalised, in a role."""
        return (self.email.lower(), self.role)
