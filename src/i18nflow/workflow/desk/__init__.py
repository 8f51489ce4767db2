"""The verbs of a desk: work shared out, found, changed and talked about over all articles."""
