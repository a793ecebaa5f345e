from . import test_apply_page
