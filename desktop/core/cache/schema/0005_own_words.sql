-- What the user writes and no spelling dictionary has. It may be the name of a customer, so it lies here and not in the settings.
CREATE TABLE own_word (
    word TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
