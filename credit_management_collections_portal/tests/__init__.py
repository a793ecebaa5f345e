from . import test_said_and_kept
