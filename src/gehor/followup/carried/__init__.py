"""Rows of a draft action plan become promised measures once it is decided: typed once, and traceable back."""
