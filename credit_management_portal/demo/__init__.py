from . import my_credit_demonstration
