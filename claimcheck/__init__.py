"""Does the number that a paper claims hold?"""

__version__ = "0.1.0"
