"""Qt's model tester on every model of the window, from the moment that the model is made."""

from __future__ import annotations

import importlib
import pkgutil
from functools import wraps

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

import fop_coder.gui


def every_model() -> list[type[QAbstractItemModel]]:
    """Return all classes of models that the window's modules define."""
    found = {}
    for module in pkgutil.walk_packages(fop_coder.gui.__path__, "fop_coder.gui."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            is_model = isinstance(value, type) and issubclass(value, QAbstractItemModel)
            if is_model and value.__module__ == module.name:
                found[f"{value.__module__}.{value.__qualname__}"] = value
    return [found[name] for name in sorted(found)]


def model_name(kind: type) -> str:
    """Return by what a class of models is known: two screens may have one of the same name."""
    return f"{kind.__module__.removeprefix('fop_coder.gui.')}.{kind.__name__}"


def watch(monkeypatch) -> dict[str, int]:
    """Give each model a tester as soon as it is made; return how many of each class there were and had rows.

    What a tester finds is a warning of Qt, which fails the test.
    """
    seen: dict[str, int] = {}

    def watched(kind):
        begin = kind.__init__

        @wraps(begin)
        def made(self, *given, **named):
            begin(self, *given, **named)
            if type(self) is kind:
                tester = QAbstractItemModelTester(self, QAbstractItemModelTester.FailureReportingMode.Warning, self)
                tester.setUseFetchMore(False)  # it would fetch in the middle of a reset
                seen.setdefault(model_name(kind), 0)
                count(self)
                self.modelReset.connect(lambda: count(self))
                self.rowsInserted.connect(lambda *_: count(self))

        return made

    def count(model):
        name = model_name(type(model))
        seen[name] = max(seen[name], model.rowCount())

    for kind in every_model():
        monkeypatch.setattr(kind, "__init__", watched(kind))
    return seen
