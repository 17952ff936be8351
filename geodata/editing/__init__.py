"""A case folder as it is edited: changes to its tables, checked as loading does, saved whole."""
