from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("basis", "0001_the_basis_begins")]
    operations = [AppendOnly("basis_frozen")]
