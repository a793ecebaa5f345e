from . import credit_collection_note
from . import credit_collection_stop
from . import credit_dispute_close
from . import credit_write_off_refuse
from . import credit_write_off_recover
from . import credit_charge_preview
from . import credit_handover_reason
from . import credit_provision_set_back
