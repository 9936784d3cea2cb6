"""What pages show, put together from models and rules: one module for each page or list, and the pieces they share.

Views fetch and authorise; templates lay out; in between, these say everything in the reader's language.
"""
