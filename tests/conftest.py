"""How the whole suite runs: hypothesis repeats itself in CI, and no property has a deadline; nothing is cached."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
os.environ["CALPAE_CACHE"] = "off"
