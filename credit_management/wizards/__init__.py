from . import account
from . import exposure
from . import limit
from . import gate
from . import assessment
from . import monitoring
from . import replay
from . import reporting
