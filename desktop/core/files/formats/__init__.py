"""The containers of pictures, one module each: what stands in them is copied but for what tells of its author.

Each `strip` takes a file apart without decoding any pixel, and puts it together again from the parts that it knows to be needed:
the picture itself, every frame of it, its colour profile. Places, cameras, thumbnails of what was cut away, comments and whatever
was hung on at the end stay behind, and nothing is compressed anew. What cannot be taken apart is None.
"""
