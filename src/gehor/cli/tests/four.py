"""The four commands on small files that are good."""

from pathlib import Path

GOOD = {
    "people.csv": "id,age,sex\na,young,f\nb,old,m\nc,old,f\nd,young,m\n",
    "population.csv": "variable,value,count\nage,young,400\nage,old,600\nsex,f,500\nsex,m,500\n",
    "groups.csv": "variable,value,group\nage,young,young\nage,old,old\n",
    "quotas.csv": "feature,value,min,max\nage,young,1,1\nage,old,1,1\n",
    "gone.csv": "id\na\n",
    "election.pb": "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;district\n"
    "1;60;N\n2;50;N\nVOTES\nvoter_id;vote\na;1,2\nb;2\n",
    "areas.csv": "area,sum\nN,100\n",
    "votes/comments.csv": "comment-id,agrees,disagrees,moderated,comment-body\n1,2,0,1,one\n2,1,1,1,two\n",
    "votes/votes.csv": "voter-id,comment-id,vote\n1,1,1\n1,2,-1\n2,1,1\n2,2,1\n",
}
COMMANDS = {
    "sample": ["sample", "people.csv", "population.csv", "--groups", "groups.csv"],
    "lottery": ["lottery", "people.csv", "quotas.csv", "--gone", "gone.csv"],
    "budget": ["budget", "election.pb", "--rule", "by-area", "--areas", "areas.csv"],
    "opinion": ["opinion", "votes"],
}
READ = {
    "sample": ["people.csv", "population.csv", "groups.csv"],
    "lottery": ["people.csv", "quotas.csv", "gone.csv"],
    "budget": ["election.pb", "areas.csv"],
    "opinion": ["votes/comments.csv", "votes/votes.csv"],
}


def laid(folder: Path) -> None:
    """All their files, in this folder."""
    (folder / "votes").mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
