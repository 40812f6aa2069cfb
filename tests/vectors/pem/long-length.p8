-----BEGIN PRIVATE KEY-----
MIh//////////3h4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4
eHh4eHh4eHh4eHh4
-----END PRIVATE KEY-----
