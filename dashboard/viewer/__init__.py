"""The map, the timeline and the source panel: Python describes, `static/` draws."""
