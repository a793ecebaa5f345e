from . import credit_limit_form
