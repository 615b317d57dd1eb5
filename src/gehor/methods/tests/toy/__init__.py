"""What is the bench to be like? A toy, to show that a method that is counted needs no more than this folder."""
