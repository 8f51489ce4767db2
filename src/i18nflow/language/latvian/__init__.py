"""Latvian morphology: the forms of a word or term from its citation form, and which of them a text means.

Sources: *Latviešu valodas gramatika* (LU Latviešu valodas institūts, 2013) and A. Kalnača, I. Lokmane,
*Latvian Grammar* (University of Latvia Press, 2021), cited below as LVG and LG.
"""
