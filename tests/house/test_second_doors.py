"""Confidential rows have one door: no admin, snippet chooser or search index of the public site knows them."""

import pytest
from django.apps import apps
from modelsearch.index import get_indexed_models
from wagtail.snippets.models import get_snippet_models

CONFIDENTIAL = {"meetings", "minutes"}


def test_djangos_admin_is_not_installed():
    assert not apps.is_installed("django.contrib.admin")


@pytest.mark.parametrize("listed", [get_snippet_models, get_indexed_models])
def test_wagtail_knows_no_confidential_model(listed):
    assert [model for model in listed() if model._meta.app_label in CONFIDENTIAL] == []
