from django.contrib.admin import AdminSite


class KiAdminSite(AdminSite):
    pass
