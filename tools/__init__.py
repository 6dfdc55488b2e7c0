"""What ``dev.py`` and the build hook are made of; the product never imports it."""
