from . import credit_collection
