"""Words on the command line in; the acts of the product, and a documented exit code, out.

Exit codes: 0 done · 1 at least one file could not be read or an act was refused · 2 the command
line is wrong · 3 something the command needs is missing (``caselight doctor`` says what) ·
4 damage was found (audit chain, model or stored file).
"""
