"""The icons of the public site: bodies of 24-unit drawings, stroked in the colour of the words beside them."""

PATHS = {
    "phone": '<path d="M6.5 4h3l1.5 4-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2'
    'A16.5 16.5 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4z"/>',
    "arrow": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "check": '<path d="M4 12.5l5.5 5.5L20 7"/>',
    "people": '<circle cx="8.5" cy="8" r="3.2"/><path d="M2.5 19a6 6 0 0 1 12 0"/>'
    '<circle cx="17" cy="9" r="2.4"/><path d="M17.5 14a4.5 4.5 0 0 1 4 4.5"/>',
    "cup": '<path d="M5 10h11v5a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4z"/><path d="M16 11.5h1.5a2.2 2.2 0 0 1 0 4.4H16"/>'
    '<path d="M8.5 4v2.5M12.5 4v2.5"/>',
    "door": '<path d="M6 20.5V4.5h12v16M3.5 20.5h17"/><path d="M14 12.2v.6"/>',
    "yen": '<path d="M6 4l6 8 6-8M12 12v8M7.5 13h9M7.5 16.5h9"/>',
    "school": '<path d="M4 20V11l8-5.5 8 5.5v9zM12 5.5V3"/><path d="M10 20v-5h4v5"/>',
    "box": '<path d="M12 3.5l7.5 4v9l-7.5 4-7.5-4v-9z"/><path d="M4.5 7.5l7.5 4 7.5-4M12 11.5v9"/>',
    "house": '<path d="M3.5 11.5L12 4l8.5 7.5"/><path d="M6 10v10h12V10M10 20v-5.5h4V20"/>',
    "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.8a2.4 2.4 0 1 1 3.5 2.1'
    'c-.8.4-1.2 1-1.2 1.8M12 16.6v.2"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="1.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "speech": '<path d="M4 5h16v11H11l-4 3.5V16H4z"/><path d="M8 9h8M8 12.2h5"/>',
    "tree": '<circle cx="12" cy="9" r="5.5"/><path d="M12 8.5V21M12 13l2.5-2.5"/>',
    "case": '<rect x="3.5" y="8" width="17" height="11.5" rx="1.5"/><path d="M9 8V5.5h6V8M3.5 13h17"/>',
    "heart": '<path d="M12 20S4 15 4 9.3A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 8 1.8C20 15 12 20 12 20z"/>',
    "bulb": '<path d="M9 17v-1.5a6 6 0 1 1 6 0V17zM10 20h4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
    "sheet": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14 3.5V8h5M9 12.5h7M9 16h7"/>',
    "eye": '<path d="M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "menu": '<path d="M3.5 6h17M3.5 12h17M3.5 18h17"/>',
    "print": '<path d="M7 8.5v-5h10v5"/><path d="M4 8.5h16v8h-3M7 16.5H4"/><path d="M7 13.5h10v7H7z"/>',
    "warning": '<path d="M12 3.5l9.5 17h-19z"/><path d="M12 10v5M12 17.6v.2"/>',
    "fax": '<path d="M7 9V3.5h10V9"/><rect x="3.5" y="9" width="17" height="9" rx="1.5"/><path d="M7 14h10v6.5H7z"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="M3.5 6.5l8.5 7 8.5-7"/>',
    "access": '<circle cx="11" cy="4.5" r="1.8"/><path d="M11 8v6h5l2.5 5.5"/><path d="M11 10.5h5"/>'
    '<path d="M8.6 11.6a5 5 0 1 0 6.2 6.4"/>',
    "chevron": '<path d="M9 5l7 7-7 7"/>',
    "exit": '<path d="M10 4H4.5v16H10M9.5 12H20M15.5 7l5 5-5 5"/>',
    "rss": '<path d="M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14"/><circle cx="6" cy="18" r="1.2"/>',
    "pin": '<path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z"/><circle cx="12" cy="10" r="2.2"/>',
}
