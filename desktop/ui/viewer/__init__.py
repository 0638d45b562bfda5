"""The image viewer: dark in both themes, over the window whose chat the pictures are from."""
