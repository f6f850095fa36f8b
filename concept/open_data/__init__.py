"""The concept as open data: data sets, files, catalogue, licence."""
