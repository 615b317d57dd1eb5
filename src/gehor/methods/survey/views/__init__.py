"""What residents meet, page by page, and where staff write the questions."""

from .editing import from_file, question, questions, questions_csv, questions_json

__all__ = ["from_file", "question", "questions", "questions_csv", "questions_json"]
