from . import credit_till_pin_change
