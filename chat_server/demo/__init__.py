"""The demo shop: what a new user sees first, and the data the tests and pictures are made from.

Pure: data from the JSON files beside this module, pages as functions from data to HTML.
"""
