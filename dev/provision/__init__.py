"""What ``./dev/run``, ``./dev/test`` and ``./dev/lint`` need on a machine, and how it gets there."""
