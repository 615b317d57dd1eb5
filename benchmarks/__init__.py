"""Measurements that can be repeated. See README.md."""
