"""What questions that ask for words say of the answer they want, and lines that answer none; folded."""

import re

SEVERAL = re.compile(
    r"\b(?:nhung|cac|liet ke|ke ra|neu ro|bao gom|gom co|list|what are|which are|name the)\b"
)
"""Several things are asked for."""
PLANS = re.compile(
    r"\b(?:se|dinh|du dinh|du kien|phuong huong|nhiem vu|giai phap|huong toi|sap toi|trong thoi gian toi"
    r"|will|plan|plans|planned|intend|intends|going to)\b"
)
"""What is to come is asked for."""
PERSONS = re.compile(r"\b(?:la ai|ai la|ai|ten la gi|ho ten|ten gi|who|whose|whom)\b")
"""Somebody's name is asked for."""
FORMALITIES = re.compile(
    r"\s*(?:kinh gui\b|can cu\b|tren day la\b|so:|don vi tinh\b|dvt\b|noi nhan\b|\(?ban hanh (?:kem )?theo\b"
    r"|\(?kem theo\b|\d{1,2}/\d{1,2}/\d{4}\b|bieu(?: so)? \d|bang \d|phu luc\b|ck:"
    r"|[^.;:]{2,40}, ngay \d{1,2} thang \d{1,2} nam \d{4}\s*$"
    r"|cong hoa xa hoi chu nghia|doc lap - tu do|ngay nhan bao cao|ky bao cao)"
)
"""How lines begin that every paper has at its head or over its tables."""
