from django.contrib.admin.apps import AdminConfig


class KiAdminConfig(AdminConfig):
    default_site = "ki_site.portal.admin_site.KiAdminSite"
