"""Waiting for what may come before its time."""

import asyncio


async def until(event: asyncio.Event, seconds: float | None) -> None:
    """Wait for an event, at most so long; None for however long it takes."""
    try:
        async with asyncio.timeout(None if seconds is None else max(0.0, seconds)):
            await event.wait()
    except TimeoutError:
        return
