"""The sentences an answer is made of, in Vietnamese and English, a module a kind. No decisions stand here."""
