"""The map's page: the viewer that the entry script mounts on every page is all there is on it."""
