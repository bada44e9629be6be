"""People and programs as pages name them: by the names that they are shown by."""

from collections.abc import Callable

from archive_api.desk_pages import Desk


def shown_people(desk: Desk) -> Callable[[str], str]:
    """What an account's name is shown as; a name that no account has stays as it is."""
    names = {desk.archive.settings.actor: desk.texts("desk.json")["short_title"]}
    names |= {one.name: one.shown_name for one in desk.archive.catalogue.programs()}
    names |= {one.name: one.shown_name for one in desk.archive.catalogue.accounts()}
    return lambda name: names.get(name, name)
