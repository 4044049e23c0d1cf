"""The HTTP routes, one module a noun of the contract."""
