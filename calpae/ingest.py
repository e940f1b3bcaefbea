"""The story of one document, from paper to Parquet."""

from __future__ import annotations
