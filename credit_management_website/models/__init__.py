from . import res_company
from . import website
from . import website_menu
from . import credit_application
