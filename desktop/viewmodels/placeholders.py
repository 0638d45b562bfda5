"""Filling the places `%1`, `%2` … of a translated sentence, all at once: what is put in is never taken for a place itself."""

import re

_PLACE = re.compile(r"%([1-9])")


def filled(sentence: str, *values: str) -> str:
    """Return a sentence with its places filled; one for which there is no value stays as it is."""

    def value(place: re.Match[str]) -> str:
        number = int(place[1])
        return values[number - 1] if number <= len(values) else place[0]

    return _PLACE.sub(value, sentence)
