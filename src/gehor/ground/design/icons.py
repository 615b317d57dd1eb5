"""Our own drawn signs: one stroke each on a field of 24 by 24, in the colour of the text beside them."""

ICONS = {
    # ways in
    "web": "M4 5.5h16v11H4zM9 20h6M12 16.5V20",
    "paper": "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
    "meeting": "M3.5 13h17M6 13v6M18 13v6M8.5 8.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M15.5 8.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
    "phone": "M7.5 3.5 10 8 8 10c1 2.5 3.5 5 6 6l2-2 4.5 2.5c0 2.5-2 4-4 4C10 20 4 14 3.5 7.5c0-2 1.5-4 4-4",
    "outreach": "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0C5.5 15 12 21 12 21M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
    "import": "M12 3.5V15M7.5 10.5 12 15l4.5-4.5M4.5 17v3.5h15V17",
    # signs
    "done": "M5 12.5 10 17.5 19.5 7",
    "missing": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17",
    "ticked": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M8 12.5l3 3 5-6.5",
    "part": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M8 12h8",
    "not": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M9 9l6 6M15 9l-6 6",
    "under_way": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 7.5V12l3 2",
    "referred": "M4 17v-3a4 4 0 0 1 4-4h11M14.5 5.5 19 10l-4.5 4.5",
    "outside": "M13 4.5H5v15h8M10 12h10M16.5 8.5 20 12l-3.5 3.5",
    "info": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 11v5.5M12 7.5v.5",
    "warning": "M12 4 21 19.5H3zM12 10v4.5M12 17v.2",
    "danger": "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.2",
    "public": "M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
    # the thread
    "said": "M4 5h16v11h-9l-4 4v-4H4z",
    "read": "M12 6.5C10 5 7 4.5 3.5 5v13c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5c-3.5-.5-6.5 0-8.5 1.5v13",
    "weighed": "M12 4v16M8 20h8M5 7h14M5 7l-2.5 6a2.6 2.6 0 0 0 5 0zM19 7l-2.5 6a2.6 2.6 0 0 0 5 0z",
    "decided": "M5 20.5h9M9.5 4.5l5 5M7 7l5 5M13.5 3.5 4.5 12.5M12 9.5l8 8",
    "answered": "M3.5 6h17v12h-17zM3.5 6.5 12 13l8.5-6.5",
    "happened": "M6 21V4M6 4.5h11l-2 4 2 4H6",
    # finding the way
    "arrow": "M4.5 12h15M13.5 6l6 6-6 6",
    "back": "M19.5 12h-15M10.5 6l-6 6 6 6",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5l5 5",
    "language": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17",
    "print": "M7 8.5v-5h10v5M7 16.5H4v-8h16v8h-3M7 13.5h10v7H7z",
    "download": "M12 3.5V15M7.5 10.5 12 15l4.5-4.5M4.5 20.5h15",
    "calendar": "M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4",
    "person": "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c0-4 3.5-6 7.5-6s7.5 2 7.5 6",
    "key": "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M11.5 11.5h9v3.5M17 11.5V14",
    "close": "M6 6l12 12M18 6 6 18",
    "plus": "M12 5v14M5 12h14",
    "edit": "M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4",
}

# Signs that point along the line of reading and turn round with it.
POINTING = frozenset({"arrow", "back", "referred", "outside"})

# The mark: one stroke that is an ear, a G and a river. It comes in at the ear's rim and leaves as water.
MARK = "M36.5 13A16.5 16.5 0 1 0 37 33.5C38.5 27 33 23.5 29 27s-7.5 3-10-1.5"
