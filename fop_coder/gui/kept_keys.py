"""Keys that the user has chosen, remembered from start to start."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from fop_coder.gui.actions import ActionRegistry
from fop_coder.gui.preferences import Preferences

_KEPT = "shortcuts"


def restore_keys(actions: ActionRegistry, preferences: Preferences) -> None:
    """Give actions the keys that the user has chosen for them; those of actions that are not there are kept."""
    there = {spec.id for spec, _ in actions}
    for name, keys in preferences.plain(_KEPT, {}).items():
        if name in there:
            actions.set_shortcut(name, str(keys))


def keep_keys(actions: ActionRegistry, preferences: Preferences, name: str, keys: QKeySequence) -> None:
    """Give an action other keys and remember them; its usual ones need not be remembered."""
    actions.set_shortcut(name, keys.toString())
    kept = preferences.plain(_KEPT, {})
    kept[name] = keys.toString()
    if keys == QKeySequence(actions.spec(name).shortcut):
        del kept[name]
    preferences.set_plain(_KEPT, kept)
