"""The meetings of a network: whoever is invited answers by one link, sits beside people they have not met, and takes
something home that is asked about before the next meeting. What a trial gave is told in figures first, then decided on.
"""
