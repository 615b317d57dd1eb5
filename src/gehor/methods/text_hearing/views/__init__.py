"""showing: the text as residents meet it · reading: one paragraph, and versions · staff: the text on its way in."""
