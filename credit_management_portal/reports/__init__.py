from . import credit_agreement_form
