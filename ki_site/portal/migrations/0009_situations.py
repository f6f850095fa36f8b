"""Life situations and first steps: pages with steps, a number to call and offers that help."""

import core.icons
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0005_known_days'),
        ('portal', '0008_checked_precision'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalpage',
            name='contact',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Its number stands on top of the page and follows every change of the contact point.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='offers.contact', verbose_name='whom to call'),
        ),
        migrations.AddField(
            model_name='historicalpage',
            name='icon',
            field=models.CharField(blank=True, db_default='', default='', help_text='Name of an icon of the Heroicons set. Example: academic-cap', max_length=40, validators=[core.icons.validate_icon], verbose_name='icon'),
        ),
        migrations.AddField(
            model_name='historicalpage',
            name='search_words',
            field=models.TextField(blank=True, db_default='', default='', help_text='In all languages, one line for each. Example: letter, office, deadline', verbose_name='words that people search with'),
        ),
        migrations.AddField(
            model_name='historicalpage',
            name='topic',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Where no offers are chosen, those of this topic stand on the page.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='offers.topic', verbose_name='topic'),
        ),
        migrations.AddField(
            model_name='historicalpagesection',
            name='contact',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='A button below the text calls its number.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='offers.contact', verbose_name='whom to call'),
        ),
        migrations.AddField(
            model_name='page',
            name='contact',
            field=models.ForeignKey(blank=True, help_text='Its number stands on top of the page and follows every change of the contact point.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.contact', verbose_name='whom to call'),
        ),
        migrations.AddField(
            model_name='page',
            name='icon',
            field=models.CharField(blank=True, db_default='', default='', help_text='Name of an icon of the Heroicons set. Example: academic-cap', max_length=40, validators=[core.icons.validate_icon], verbose_name='icon'),
        ),
        migrations.AddField(
            model_name='page',
            name='offers',
            field=models.ManyToManyField(blank=True, help_text='What is open or has known hours stands first by itself.', related_name='+', to='offers.offer', verbose_name='offers that help'),
        ),
        migrations.AddField(
            model_name='page',
            name='search_words',
            field=models.TextField(blank=True, db_default='', default='', help_text='In all languages, one line for each. Example: letter, office, deadline', verbose_name='words that people search with'),
        ),
        migrations.AddField(
            model_name='page',
            name='topic',
            field=models.ForeignKey(blank=True, help_text='Where no offers are chosen, those of this topic stand on the page.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offers.topic', verbose_name='topic'),
        ),
        migrations.AddField(
            model_name='pagesection',
            name='contact',
            field=models.ForeignKey(blank=True, help_text='A button below the text calls its number.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.contact', verbose_name='whom to call'),
        ),
        migrations.AlterField(
            model_name='historicalpage',
            name='menu',
            field=models.CharField(blank=True, choices=[('', 'in no menu'), ('first', 'Home page: first steps'), ('life', 'Home page: life situation'), ('about', 'About the KI'), ('legal', 'Foot of the page: legal')], default='', max_length=8, verbose_name='menu'),
        ),
        migrations.AlterField(
            model_name='page',
            name='menu',
            field=models.CharField(blank=True, choices=[('', 'in no menu'), ('first', 'Home page: first steps'), ('life', 'Home page: life situation'), ('about', 'About the KI'), ('legal', 'Foot of the page: legal')], default='', max_length=8, verbose_name='menu'),
        ),
    ]
