"""calpae: the signed conventions of French anti-poverty policy as data that can be trusted."""

__version__ = "0.1.0"
