"""Settings of one Hub with an instructor and a student: copy this file into a folder of the Hub's own and write your names.

Everybody named here needs an account on this machine and logs in with its password (PAM); only root can start such a Hub.
"""

from course.hub import INSTRUCTORS
from course.setup import ROOT

c = get_config()  # type: ignore[name-defined]  # noqa: F821
load_subconfig(str(ROOT / "course/hub/jupyterhub_config.py"))  # type: ignore[name-defined]  # noqa: F821

c.Authenticator.allowed_users = {"ines", "sam"}
c.JupyterHub.load_groups = {INSTRUCTORS: {"users": ["ines"]}}

# The exchange, through which assignments and feedback travel: a folder that everybody can write to.
c.Exchange.root = "/srv/nbgrader/exchange"

# Without these lines only this machine's own browsers reach the Hub.
# c.JupyterHub.bind_url = "https://:443"
# c.JupyterHub.ssl_cert = "/etc/ssl/certs/hub.pem"
# c.JupyterHub.ssl_key = "/etc/ssl/private/hub.key"
