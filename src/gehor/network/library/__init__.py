"""What organisations have learnt, for others to find: examples, methods, tools, questions, experts, events and news.

Read kinds.py first: which articles there are and what each holds. An organisation writes; whoever keeps the library
looks through and publishes; what is published is never altered, a new version takes its place. What an example's
dialogue measured itself stands beside what its author tells, each marked as what it is.
"""
