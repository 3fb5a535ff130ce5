"""Runs chapters in a kernel, and keeps each execution for as long as it is true."""
