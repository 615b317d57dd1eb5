"""The only place with personal data about residents: participants behind pseudonyms, and how to reach them.

A contribution knows its participant; a participant is a pseudonym and a receipt code. Name, e-mail and address lie in
`Contact` alone, so that erasing a person is deleting contacts: the thread stays whole and the counts unchanged.
"""
