"""The widget: `source/` holds its parts, `build` makes of them `widget.js`, the script that is served."""
