"""What templates and their fields are called in the window."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication


def tr(words: str) -> str:
    """Return words in the user's language."""
    return QCoreApplication.translate("Wording", words)


def template_titles() -> Mapping[str, str]:
    """Return what each template is for, in the order in which they are shown."""
    return {
        "referred": tr("Who referred"),
        "referred_small": tr("Who referred, of few respondents"),
        "complement": tr("Who did not"),
        "complement_small": tr("Who did not, of few respondents"),
        "classified": tr("Who is in a class"),
        "classified_small": tr("Who is in a class, of few respondents"),
        "scheme": tr("All classes of a scheme"),
        "category": tr("All classes: each of them"),
        "by_group": tr("By group"),
        "group": tr("By group: a value"),
        "group_classified": tr("By group: a class"),
        "group_number": tr("By group: a number or band"),
        "group_without": tr("By group: without a value"),
        "so_far": tr("While somebody is pending"),
    }


def field_meanings() -> Mapping[str, str]:
    """Return what stands in the place of each field."""
    return {
        "Quantity": tr("the quantifier, with a large letter at the beginning"),
        "quantity": tr("the quantifier, such as “nearly all”"),
        "n": tr("how many"),
        "N": tr("of how many"),
        "respondents": tr("what respondents are called in this project"),
        "verb": tr("what they did, as on the tab Codes"),
        "complement": tr("what the others did, as on the tab Codes"),
        "code": tr("the name of the code"),
        "were": tr("“was” for one, else “were”"),
        "category": tr("the name of the class"),
        "scheme": tr("the name of the scheme"),
        "categories": tr("all classes, each by its own template"),
        "said": tr("the sentence of the whole"),
        "groups": tr("all groups, each by its own template"),
        "group": tr("the value, class, number or band"),
        "by": tr("the name of what divides"),
    }
