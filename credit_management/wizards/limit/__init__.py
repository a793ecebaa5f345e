from . import credit_limit_end
