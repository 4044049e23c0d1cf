"""The doors: command line, HTTP, widget. `compose` builds every object; nothing below imports this room."""
