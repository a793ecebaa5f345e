from . import credit_cached
from . import credit_guard
from . import credit_log
from . import ir_attachment
from . import mail_activity
from . import mail_message
from . import mail_thread
from . import res_users
