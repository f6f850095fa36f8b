"""The benchmark: `python3 dev.py bench` measures the pages against a bare view in the same run.

Absolute rates say nothing across machines, and little on a busy one; the ratio to the bare view, measured
in turns with it, does.
"""
