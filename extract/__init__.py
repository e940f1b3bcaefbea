"""What is printed: geometry, characters, cells. Never judges."""

from .model import Refused
from .reading import read

__all__ = ["Refused", "read"]
