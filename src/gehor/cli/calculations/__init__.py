"""The calculations of `calc` as commands on files: `gehor opinion`, `gehor lottery`, `gehor budget`, `gehor sample`.

Each is one file here that holds a CALCULATION; nobody lists them. What is the same for all stands in `frame.py`: where
the outputs go, progress, sentences for what cannot be read, the run record and `gehor replay`. No installation of Gehör
and no database is needed.
"""
