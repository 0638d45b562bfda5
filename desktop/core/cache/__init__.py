"""The account's local file: confirmed rows as the server sent them, and what the user wrote that has not been sent.

`database` owns the threads of the file, `encrypted` a connection to it and the key; `opening` gets it into order before, with
`conversion` and `salvage`. Every other module is a slice of tables with the SQL that reads and writes them. A function that takes
a connection first runs inside the transaction of whoever called it. Nothing here knows of the network.
"""
