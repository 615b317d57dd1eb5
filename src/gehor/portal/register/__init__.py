"""What an organisation owes everybody an account of: all its dialogues, the year's programme, promises and answers."""
