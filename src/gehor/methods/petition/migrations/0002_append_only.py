from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    # What was said of a petition's way is not unsaid
    dependencies = [("petition", "0001_handlings")]
    operations = [AppendOnly("petition_handling")]
