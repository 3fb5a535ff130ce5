"""Lighthouse over the pages of the built book."""
