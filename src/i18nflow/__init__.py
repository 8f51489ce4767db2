"""i18nflow: from a Latvian article to a reviewed gettext catalog and a bilingual page."""

__version__ = "0.1.0"
