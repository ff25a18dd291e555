"""The page and the JSON API on a record. Needs the extra `web`: pip install 'aktenlage[web]'."""
