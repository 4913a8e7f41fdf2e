"""Register of designations: versions of sanctions lists that a user supplies, kept by two times and compared.

It ships no names, scores nobody and compares no names: what it gives are counts, identifiers and regimes.
"""

from westphalia.register.counts import Counts, counts
from westphalia.register.designation import Designation, Unread
from westphalia.register.differences import Between, Change, between, differences
from westphalia.register.known import View, view
from westphalia.register.overlap import Shared, overlap
from westphalia.register.store import Register, Snapshot, Version, load, open_register

__all__ = [
    "Between",
    "Change",
    "Counts",
    "Designation",
    "Register",
    "Shared",
    "Snapshot",
    "Unread",
    "Version",
    "View",
    "between",
    "counts",
    "differences",
    "load",
    "open_register",
    "overlap",
    "view",
]
