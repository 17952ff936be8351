"""Everything people see: the server, the viewer, the commands. Stands on `geodata`."""
