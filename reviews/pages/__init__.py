"""What pages of reviews show: the queues and their rows, a document as it is read, one module for each page or list.

Views fetch and authorise; templates lay out; in between, these say everything in the reader's language.
"""
