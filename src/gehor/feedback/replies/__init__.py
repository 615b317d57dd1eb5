"""What people say of the answers they got: corrections, ratings, and the second try that low ratings lead to."""
