"""Figures about the program, each beside what a reader would pick instead; see `docs/benchmarks.md`."""
