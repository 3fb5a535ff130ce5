"""Runs a function that somebody else wrote, and brings back what it did: nothing is judged here."""
