"""Readers of what news databases export: many articles a file, laid out for people to read.

They share suffixes with other formats, so each tells its files by marks that no other text has; a file without them is
read as what its suffix says.
"""
