from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("replies", "0001_what_people_say_of_their_answers")]
    operations = [
        AppendOnly("replies_correction"),
        AppendOnly("replies_shown"),
        AppendOnly("replies_reply"),
        AppendOnly("replies_formeranswer"),
        AppendOnly("replies_rating"),
        AppendOnly("replies_reopening"),
        AppendOnly("replies_settlement"),
    ]
