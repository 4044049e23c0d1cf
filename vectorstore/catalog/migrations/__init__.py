"""The steps that bring a catalog's database to the present revision, run by Alembic."""
