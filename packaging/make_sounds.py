"""Makes `resources/sounds/message.wav`: what a new message sounds like, where the user wants to hear it.

    python packaging/make_sounds.py

Two soft notes, a fourth apart, as of a kalimba: each is a sine with two faint overtones that begins gently and dies away. It is
quiet by itself (a fifth of full scale), short, and the same bytes each time. A plain WAV file, as every player and every
notification service takes it.
"""

import math
import struct
import wave
from pathlib import Path

OURS = Path(__file__).parents[1] / "resources" / "sounds"
RATE = 32_000
SECONDS = 0.55
LOUDNESS = 0.2
"""Of full scale, at the loudest moment."""
RISE_SECONDS = 0.012
"""A note that begins at once would click."""
NOTES = ((0.0, 587.33, 1.0), (0.11, 783.99, 0.85))
"""When it begins, in seconds; how high, in hertz; how loud."""
OVERTONES = ((1.0, 1.0, 9.0), (2.0, 0.18, 14.0), (4.0, 0.05, 28.0))
"""How many times as high, how loud, and how fast it dies away."""


def main() -> None:
    """Write the file."""
    samples = [_at(number / RATE) for number in range(round(SECONDS * RATE))]
    scale = LOUDNESS * 32_767 / max(map(abs, samples))
    OURS.mkdir(parents=True, exist_ok=True)
    with wave.open(str(OURS / "message.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(sample * scale)) for sample in samples))


def _at(moment: float) -> float:
    """Return the sound at one moment; the last tenth of it fades to nothing."""
    fade = min(1.0, (SECONDS - moment) / (SECONDS * 0.1))
    return fade * sum(loud * _note(moment - begin, pitch) for begin, pitch, loud in NOTES if moment > begin)


def _note(age: float, pitch: float) -> float:
    rise = math.sin(min(1.0, age / RISE_SECONDS) * math.pi / 2) ** 2
    return rise * sum(
        loud * math.exp(-fall * age) * math.sin(math.tau * pitch * times * age)
        for times, loud, fall in OVERTONES
    )


if __name__ == "__main__":
    main()
