"""A message knows the form that it came from, and whether the KI has been told by mail."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_digests_of_rich_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='form',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='is_mail_due',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
