"""The form of a page at the desk, as a browser would send it."""

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import rich_text


def form_of(page, user, **changed):
    """What the editing form of ``page`` sends when nothing was changed but ``changed``."""
    form = type(page).get_edit_handler().get_form_class()(instance=page, for_user=user, parent_page=page.get_parent())
    data = {}
    for name, formset in form.formsets.items():
        data |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        assert not formset.initial_forms, "a page with rows of another model: send them too"
    streams = {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}
    for bound in form:
        if bound.name in streams:
            value = getattr(page, bound.name)
            data |= _stream(value.stream_block, value, bound.name)
        else:
            value = bound.value()
            data[bound.name] = "" if value is None or value is False else value
    return data | changed


def _stream(block, value, prefix):
    data = {f"{prefix}-count": len(value)}
    for number, child in enumerate(value):
        data |= _item(child.block, child.value, f"{prefix}-{number}", number, child.id) | {
            f"{prefix}-{number}-type": child.block_type
        }
    return data


def _item(block, value, prefix, order, pk):
    return _block(block, value, f"{prefix}-value") | {
        f"{prefix}-order": order,
        f"{prefix}-deleted": "",
        f"{prefix}-id": pk or "",
    }


def _block(block, value, prefix):
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, value, prefix)
    if isinstance(block, blocks.ListBlock):
        data = {f"{prefix}-count": len(value)}
        for number, child in enumerate(value.bound_blocks):
            data |= _item(block.child_block, child.value, f"{prefix}-{number}", number, child.id)
        return data
    if isinstance(block, blocks.StructBlock):
        return {
            key: sent
            for name, child in block.child_blocks.items()
            for key, sent in _block(child, value.get(name), f"{prefix}-{name}").items()
        }
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: rich_text(value.source if value else "", features=block.features)}
    if isinstance(block, blocks.BooleanBlock):
        return {prefix: "on"} if value else {}
    raw = block.get_prep_value(value)
    return {prefix: "" if raw is None else raw}
