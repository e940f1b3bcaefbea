"""What is printed: geometry, characters, cells. Never judges."""

from .model import Refused
from .office import find_office
from .reading import read

__all__ = ["Refused", "find_office", "read"]
