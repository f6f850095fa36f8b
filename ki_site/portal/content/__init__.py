"""The content that a new installation starts with: YAML files become entries of the database."""
