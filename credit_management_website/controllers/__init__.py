from . import application_public
