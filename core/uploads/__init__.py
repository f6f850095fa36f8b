"""Files that staff upload: read within bounds, and looked at before anything of them is stored."""
