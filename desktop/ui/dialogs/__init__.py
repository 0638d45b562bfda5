"""Sheets over the window: starting a chat, and adding people to one."""
