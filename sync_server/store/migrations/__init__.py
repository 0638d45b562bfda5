"""How the database came to be as it is: Alembic migrations, run by `migrations.runner` when the database is opened."""
