"""The table's page: the viewer, which the entry script mounts, has the table for its middle."""
