"""The case as data: read, checked, joined and asked.

A case is a handful of tables about events and about who said what of them. Nothing here draws:
this package imports neither Streamlit nor folium. The modules are imported by their own names
(`geodata.casebook`, `geodata.dates`, …), so that importing the package costs nothing.
"""
