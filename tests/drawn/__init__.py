"""Annexes drawn at random, with their truth: what the product is tried on, spelled by lists of its own."""
