"""What the meeting came to, in writing. Those who were there may have it corrected, and each is answered."""
