from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("course", "0001_the_way_of_a_matter")]
    operations = [AppendOnly("course_handling"), AppendOnly("course_onward")]
