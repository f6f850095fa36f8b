"""`python -m tests.migrating`: migrates an empty database in half of the time, for the tests alone.

Django draws a new model and then all that are tied to it anew, which with a history of each is nearly all of
them, for each of 170 models. A table is made from its own model only. That the tables are the same is proved
by tests/interop/test_tables.py, which takes as long as this saves.
"""

from django import setup
from django.core.management import call_command
from django.db.migrations.state import ModelState, ProjectState


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    """In place of ProjectState.add_model: draws the new model alone."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:  # type: ignore[has-type]
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])


if __name__ == "__main__":
    ProjectState.add_model = _add_model  # type: ignore[method-assign]
    setup()
    call_command("migrate", interactive=False, skip_checks=True, verbosity=0)
