from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    # How a finding was worded when participants checked it is not for anybody to improve afterwards.
    dependencies = [("analysis", "0001_the_river_begins")]
    operations = [AppendOnly("analysis_formerwording", may_go=True)]
