from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("text_hearing", "0001_a_text_in_versions")]
    # May go: until the activity opens, another text takes its place
    operations = [
        AppendOnly("text_hearing_textversion", may_go=True),
        AppendOnly("text_hearing_paragraph", may_go=True),
    ]
