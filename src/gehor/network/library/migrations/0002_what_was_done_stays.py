from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("library", "0001_articles_and_what_was_done_with_them")]
    operations = [AppendOnly("library_version"), AppendOnly("library_done")]
