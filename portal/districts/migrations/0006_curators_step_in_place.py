"""The curators' step becomes a type of its own, in place: reviews under way keep their step, its name and its groups."""

from django.db import migrations

NEW, OLD = ("districts", "curatorsapprovaltask"), ("wagtailcore", "groupapprovaltask")


def content_type(apps, natural_key):
    """Return the content type of a model; on a new database Django has not made it yet."""
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=natural_key[0], model=natural_key[1]
    )[0]


def convert(apps, schema_editor):
    """Convert the curators' plain steps in those reviews that have a district's step."""
    WorkflowTask, Task = apps.get_model("wagtailcore", "WorkflowTask"), apps.get_model("wagtailcore", "Task")
    Curators = apps.get_model("districts", "CuratorsApprovalTask")
    by_district = apps.get_model("districts", "DistrictApprovalTask").objects.values("pk")
    ours = WorkflowTask.objects.filter(task__in=by_district).values("workflow")
    steps = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(
        pk__in=WorkflowTask.objects.filter(workflow__in=ours).values("task"),
        groups__team__role="curator",
        groups__team__district__isnull=True,
    )
    for step in steps.distinct():
        row = Curators(groupapprovaltask_ptr_id=step.pk)
        row.save_base(raw=True)  # only the row of the new table: the step itself stays as it is
        Task.objects.filter(pk=step.pk).update(content_type=content_type(apps, NEW))


def back(apps, schema_editor):
    """Make them plain steps of a group again."""
    rows = apps.get_model("districts", "CuratorsApprovalTask").objects.all()
    steps = list(rows.values_list("pk", flat=True))
    apps.get_model("wagtailcore", "Task").objects.filter(pk__in=steps).update(content_type=content_type(apps, OLD))
    rows._raw_delete(rows.db)  # a plain delete would take the step with it


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0005_collections_and_curators_step"),
        ("core", "0003_teams"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(convert, back)]
