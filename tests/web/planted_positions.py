"""The secrets of a party's drawer on the stage set, and of what it shared."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str, str]] = {
    "kept": ("lademusje", "ladeheggenmus", "party"),
    "kept way": ("oplossingijsvogel", "oplossingkuifeend", "party"),
    "sealed": ("zegelslobeend", "zegelwintertaling", "party"),
    "position": ("standpuntfluiter", "standpunttjiftjaf", "table"),
}
"""What each says in each of two worlds, and its class; all of them are the party's own."""
