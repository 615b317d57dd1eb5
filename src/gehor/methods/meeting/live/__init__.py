"""While a meeting is held: questions from telephones that others can second, votes in the room, and the screen."""
