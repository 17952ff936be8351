"""Separated text → records, some lines at a time: quickly where it is well formed, else carefully.

What is well formed (each quotation mark at an edge of its cell or doubled, lines that end alike, no
damaged characters) any reader takes for the same cells, and Arrow's is fast. What is not goes to
Python's `csv`, which says exactly which line is wrong: whole stretches where quotation marks are
astray, else single records.
"""
