"""Every screen and state as a picture, the same pixels each time: `uv run python -m tests.gallery OUT [--theme light|dark|both]`."""
