"""Every change: of the call (calling), by whoever applies (applying), by those who assess and admit (assessing).

Readers from outside are asked in `readers`; `forgetting` takes the names away when their time has passed.
"""
