"""Tables that stay quick with a county in them; they know no page and write nothing."""
