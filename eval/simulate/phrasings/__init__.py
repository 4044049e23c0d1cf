"""How officials and citizens ask, as data: each file is one set of phrasings, complete in itself."""
