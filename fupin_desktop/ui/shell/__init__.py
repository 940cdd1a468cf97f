"""What surrounds the pages: rail, top line, search, lamp, undo, closing."""
