from . import credit_demonstration
