"""House styles as data: one TOML file a style, holding its wordings and its layout (see `house.toml`)."""
