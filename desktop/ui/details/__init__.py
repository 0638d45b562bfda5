"""The right panel: the chat's subject and its participants."""
