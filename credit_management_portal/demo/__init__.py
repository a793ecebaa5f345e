from . import my_credit_demonstration
from . import credit_demonstration_agreement
from . import credit_demonstration_application
