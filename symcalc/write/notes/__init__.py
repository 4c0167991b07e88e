"""Pages of notes: worked derivations with a mark on each line, as Markdown, LaTeX or HTML.

``page.py`` holds what a page is made of, ``markup.py`` reads it from the Markdown of an entry and
the findings about it; the writers, one file a format, only put it into their own words.
"""
