"""What dev.py does, with the standard library only (postgres, prepare and catalogues run inside .venv)."""
