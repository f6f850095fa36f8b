"""Whether there is child care, and whether an offer is for women only; unknown unless somebody has said so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0007_closure_as_usual'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaloffer',
            name='childcare',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', help_text='Whether somebody looks after the children meanwhile.', max_length=8, verbose_name='child care'),
        ),
        migrations.AddField(
            model_name='historicaloffer',
            name='women_only',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=8, verbose_name='for women only'),
        ),
        migrations.AddField(
            model_name='offer',
            name='childcare',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', help_text='Whether somebody looks after the children meanwhile.', max_length=8, verbose_name='child care'),
        ),
        migrations.AddField(
            model_name='offer',
            name='women_only',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=8, verbose_name='for women only'),
        ),
    ]
