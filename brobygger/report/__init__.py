"""The report that writes itself: every figure of a period as one document, with what leaders themselves have written.

The figures come from `evaluation`, each with its sentence, its chart and its table. This room says in which chapter
each stands and under which number (`outline`), adds what leaders write for a chapter (`ChapterText`), and sets it all
as a tagged PDF, as one page for a browser, or, of what may be published, as tables for other programs.
"""
