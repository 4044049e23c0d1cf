"""The catalog: the authoritative store, in SQL."""

from vectorstore.catalog.catalog import Catalog
from vectorstore.catalog.origin import Origin, SourceRecord

__all__ = ["Catalog", "Origin", "SourceRecord"]
