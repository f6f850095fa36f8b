"""Writing translations: the page beside the German text, files for translators, machines, the checker."""
