import pytest

from search import synonyms, vocabulary


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    """No test sees the words of another one."""
    vocabulary.forget()
    synonyms.forget()
