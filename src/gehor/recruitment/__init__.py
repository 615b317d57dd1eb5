"""2 Recruitment: whom the question concerns, whom we must reach, and how, also those who are seldom heard."""
