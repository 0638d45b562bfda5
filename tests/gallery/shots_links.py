"""The pictures of what links propose: New chat, filled in, with what of it is not here, and with more text than fits."""

from desktop.viewmodels.links import proposal_of
from tests.gallery.shots import scene
from tests.gallery.shots_panel import mirrored
from tests.gallery.stage import Stage, settled
from tests.support.screen import shows, until

_CASE = (
    "internal-chat://new?with=bruno.costa,elif.yilmaz&subject=Refund%20%2348213"
    "&text=Could%20you%20look%20at%20the%20second%20refund%20of%20case%2048213%3F%0A"
    "https%3A%2F%2Fdesk.example.com%2Fcases%2F48213"
)
_LONG = "&text=" + "%0A".join(f"Line%20{number}%20of%20what%20the%20page%20knows" for number in range(1, 13))


async def _proposed(here: Stage, link: str, *names: str) -> None:
    await until(here.workspace.chat_list.rowCount, "the list")
    proposal = proposal_of(link)
    assert proposal is not None
    here.workspace.follow(proposal)
    dialog = await here.dialog()
    await until(lambda: all(shows(dialog, f"Remove {name}") for name in names), "who is meant")
    await settled()


@scene("new-chat-from-link")
async def new_chat_from_link(here: Stage) -> None:
    await _proposed(here, _CASE, "Bruno Costa", "Elif Yılmaz")


@scene("new-chat-from-link-left-out")
async def new_chat_from_link_left_out(here: Stage) -> None:
    await _proposed(here, f"internal-chat://new?with=bruno.costa,zoe.k,max&subject=VAT{_LONG}", "Bruno Costa")


@mirrored("new-chat-from-link-rtl")
async def new_chat_from_link_rtl(here: Stage) -> None:
    await _proposed(here, _CASE + "&with=zoe.k", "Bruno Costa", "Elif Yılmaz")
