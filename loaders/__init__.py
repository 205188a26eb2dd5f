"""Bytes to text to mentions to statements, each with the words that prove it."""
