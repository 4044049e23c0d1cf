"""Questions on simulated reports, as officials and citizens ask them, with what is right.

Right is what the gold of all reports together says: what one report leaves out another may state as last
year's, and what two state differently has no single answer. How each kind is scored where the contract leaves
it open stands at the head of the module that makes it. The words are data (`phrasings/`), the format of
questions is the evaluation's.
"""
