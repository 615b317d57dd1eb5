"""How staff bring in what came by other ways: opening and closing, typing in paper and phone calls, importing files.

Whatever comes this way ends in the same action, the same thread page and the same totals as what came by the web.
"""
