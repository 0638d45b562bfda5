"""The settings: a sheet with a list of sections, and a page for each, put together of the same few parts."""
