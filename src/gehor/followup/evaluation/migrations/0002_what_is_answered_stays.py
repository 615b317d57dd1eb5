from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_the_questions_are_asked")]
    operations = [AppendOnly("evaluation_response"), AppendOnly("evaluation_judgement")]
