"""How the program looks: measures, colours, typeface, stylesheet, icons. It holds no page."""
