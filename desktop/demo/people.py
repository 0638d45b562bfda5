"""The sample team: ten people of a support department. They do not exist, and neither do their customers."""

from msgspec import Struct

from sync_server.protocol.nouns import UserId

PASSWORD = "only-for-the-demo"  # noqa: S105 - the demo's server listens on this computer alone and lives as long as its window


class Teammate(Struct, frozen=True):
    """One of the cast."""

    username: str
    name: str
    title: str
    manner: str
    """How they write: `brisk`, `warm` or `dry`."""
    id: UserId
    """Fixed, and chosen so that no two of them have the same colour."""
    away: bool = False
    """They are signed in, but nobody sits there until they write."""


def _id(number: int) -> UserId:
    return UserId(f"01952a00-0000-7000-8000-{number:012x}")


DANA = Teammate("dana", "Dana Okafor", "Team lead", "warm", _id(0x69))
ANA = Teammate("ana", "Ana Ribeiro", "Billing", "warm", _id(0xCB))
BRUNO = Teammate("bruno", "Bruno Costa", "Escalations", "brisk", _id(0x12E))
CHEN = Teammate("chen", "Chen Wei", "Payments", "dry", _id(0x191))
ELIF = Teammate("elif", "Elif Yılmaz", "Key accounts", "warm", _id(0x1F5), away=True)
FARID = Teammate("farid", "Farid Haddad", "Night shift", "dry", _id(0x262))
GRACE = Teammate("grace", "Grace Lindqvist", "Knowledge base", "brisk", _id(0x2BD))
HIRO = Teammate("hiro", "Hiro Tanaka", "Automation", "dry", _id(0x323))
INES = Teammate("ines", "Inês Moreau", "Voice of customer", "warm", _id(0x394))
JOANA = Teammate("joana", "Joana Nunes", "Finance", "brisk", _id(0x3ED))

ME = DANA
"""Who the person at the demo's first window is."""
TEAM = (DANA, ANA, BRUNO, CHEN, ELIF, FARID, GRACE, HIRO, INES, JOANA)
