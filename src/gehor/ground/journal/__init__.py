"""What was done, by whom, when: append-only and hash-chained.

An entry is written in the same transaction as the change that it tells of. Sealing comes a moment later and joins the
entries into one chain per installation (`seal.py`), so that receiving contributions never waits for a chain.
The seals are also the relay's cursor: whatever is not sealed has not been handed on.
"""
