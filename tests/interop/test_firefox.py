"""A short walk in Firefox: the other browser tests know Chromium alone. The checks stand in firefox.cjs."""

import json
import subprocess

from tests.interop.conftest import HERE, NODE, NODE_ENVIRONMENT


def test_walk_in_firefox(site: str) -> None:
    command = [NODE, str(HERE / "readers" / "firefox.cjs"), site]
    done = subprocess.run(
        command, env=NODE_ENVIRONMENT, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["results"]) >= 5
    assert {name: trouble for name, trouble in found["results"].items() if trouble} == {}
    assert found["complaints"] == []
