"""What is looked at before it is shown: where a text may point out a person."""
