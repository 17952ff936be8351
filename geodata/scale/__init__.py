"""Cases of any size: counts by cells of the map, and folders prepared for serving."""
