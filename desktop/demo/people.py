"""The sample team: ten people of a support department. They do not exist, and neither do their customers."""

from msgspec import Struct

PASSWORD = "only-for-the-demo"  # noqa: S105 - the demo's server listens on this computer alone and lives as long as its window


class Teammate(Struct, frozen=True):
    """One of the cast."""

    username: str
    name: str
    title: str
    manner: str
    """How they write: `brisk`, `warm` or `dry`."""


DANA = Teammate("dana", "Dana Okafor", "Team lead", "warm")
ANA = Teammate("ana", "Ana Ribeiro", "Billing", "warm")
BRUNO = Teammate("bruno", "Bruno Costa", "Escalations", "brisk")
CHEN = Teammate("chen", "Chen Wei", "Payments", "dry")
ELIF = Teammate("elif", "Elif Yılmaz", "Key accounts", "warm")
FARID = Teammate("farid", "Farid Haddad", "Night shift", "dry")
GRACE = Teammate("grace", "Grace Lindqvist", "Knowledge base", "brisk")
HIRO = Teammate("hiro", "Hiro Tanaka", "Automation", "dry")
INES = Teammate("ines", "Inês Moreau", "Voice of customer", "warm")
JOANA = Teammate("joana", "Joana Nunes", "Finance", "brisk")

ME = DANA
"""Who the person at the demo's first window is."""
TEAM = (DANA, ANA, BRUNO, CHEN, ELIF, FARID, GRACE, HIRO, INES, JOANA)
