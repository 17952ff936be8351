"""Figures about the program beside what a reader would pick instead; see `docs/benchmarks.md`."""
