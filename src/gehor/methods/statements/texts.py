"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

NAME = _("Statements")
SUMMARY = _(
    "Residents agree, disagree or pass on short statements, one at a time, and add their own. Shows what unites and "
    "what divides, also among many."
)
COLUMNS = {"agree": _("Agreed"), "disagree": _("Disagreed"), "pass": _("Passed"), "votes": _("Votes")}
EXCHANGES = {
    "polis": _("Polis, as exported (CSV files in one zip file)"),
    "polis_export": _("Polis, where 1 means agree (the sign of an export)"),
    "polis_database": _("Polis, where −1 means agree (the sign of the database)"),
}
REFUSALS = {
    "statement_short": _("Write something that one can agree with or not."),
    "statement_long": _("Shorten the statement: at most {longest} characters fit, and it has {length}."),
    "statement_gone": _(
        "The statement cannot be voted on any longer: it is not shown now. What you have answered on others stands."
    ),
    "unknown_vote": _("Choose one of agree, disagree and pass."),
    "polis_no_comments": _(
        "There is no comments.csv with the statements of Polis. Found: {word}. Bring in all the files of the export in "
        "one zip file, called as Polis calls them."
    ),
    "polis_no_votes": _(
        "There is neither votes.csv nor participants-votes.csv with the votes of Polis. Found: {word}. Bring in "
        "all the files of the export in one zip file, called as Polis calls them."
    ),
    "polis_sign_unclear": _(
        "It cannot be seen from the file whether 1 means agree or disagree: both fit the number of agrees in "
        "comments.csv. Choose the format in which you say it yourself: an export has 1 for agree, what was taken "
        "straight from the database −1."
    ),
    "polis_not_utf8": _("{name} is not written in UTF-8, as Polis does. Fetch the file once more."),
    "polis_not_csv": _("{name} cannot be read as CSV at row {row}."),
    "polis_too_many": _("More than {limit} votes. Such a file is brought in by whoever runs the installation."),
    "polis_twice": _("Statement {word} stands there twice; the first one is brought in."),
    "polis_length": _("The statement has {length} characters; at least 3 and at most {longest} fit."),
    "polis_voted_again": _("{count} votes were changed by the same person later: the last one counts."),
    "polis_sign_turned": _(
        "In this file −1 is agree and 1 disagree, as in Polis’ own database. So each vote is turned."
    ),
    "polis_sign_contradicted": _(
        "The counts in comments.csv say the opposite of what you chose: read so, those who agreed are taken to "
        "disagree. Choose “Polis, as exported” instead, unless you know that the counts are wrong."
    ),
    "polis_row_short": _("The row has too few columns."),
    "polis_vote_unreadable": _("“{word}” is not a vote: 1, 0 or -1."),
    "polis_votes_without_statement": _(
        "Votes that are left out: {count}. The statements that they are about ({statements}) are not in comments.csv "
        "or not ready."
    ),
}
