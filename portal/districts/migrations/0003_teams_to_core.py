"""Teams have more roles now and stand in core; the two that districts had keep their groups and so their members."""

from django.db import migrations

ROLES = {"editing": "editor", "review": "reviewer"}
CURATORS = "Curaduría de la ciudad"


def to_core(apps, schema_editor):
    Team, Group = apps.get_model("core", "Team"), apps.get_model("auth", "Group")
    for row in apps.get_model("districts", "DistrictTeam").objects.all():
        Team.objects.create(group_id=row.group_id, district_id=row.district_id, role=ROLES[row.role])
    curators = Group.objects.filter(name=CURATORS).first()
    if curators:
        Team.objects.create(group=curators, district=None, role="curator")


def back(apps, schema_editor):
    DistrictTeam = apps.get_model("districts", "DistrictTeam")
    former = {role: name for name, role in ROLES.items()}
    for row in apps.get_model("core", "Team").objects.filter(role__in=former, district__isnull=False):
        DistrictTeam.objects.create(group_id=row.group_id, district_id=row.district_id, role=former[row.role])


class Migration(migrations.Migration):
    dependencies = [("districts", "0002_review"), ("core", "0003_teams"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(to_core, back)]
