"""Places by name, offline: this folder's lists and what packages hold, looked up in one file."""
