"""The pages that all methods with ballots share."""
