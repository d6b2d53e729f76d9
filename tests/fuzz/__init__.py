"""Fuzzing: what is fuzzed, the texts made of bytes, and the command that runs it."""
