"""The desktop client of Internal Chat: everything on one agent's computer, usable without a network."""
