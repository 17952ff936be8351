"""Cases that change while they are served: fetched from an address, or followed as files."""
