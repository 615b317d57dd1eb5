"""The demo: two invented organisations whose dialogues follow the founding documents. content/README.md tells of them."""
