"""The timeline: an own scroll area that measures and paints only what is seen of a chat's messages.

`column` knows which row stands where, `layout` measures one row, `paint` draws it, `view` is the widget that puts them together.
"""
