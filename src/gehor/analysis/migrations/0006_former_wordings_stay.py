from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    # How a finding was worded when participants checked it is not for anybody to improve afterwards.
    dependencies = [("analysis", "0005_how_a_finding_was_worded_before")]
    operations = [AppendOnly("analysis_formerwording", may_go=True)]
