"""How sure a measured number is: intervals of means, and whether the difference of two runs may be chance.

Plain functions of floats; what they are taken of is `eval.summary`'s and `eval.compare`'s to say. Every one
is deterministic: random draws come from a fixed seed, and the order of the values never matters.
"""
