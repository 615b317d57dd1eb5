"""Places in Sweden: what a pair of numbers is, SWEREF 99, shapes, GeoJSON, and the projection of maps on screens.

Pure Python. A place is (longitude, latitude) in degrees WGS 84 everywhere, in that order, as in GeoJSON (RFC 7946).
"""
