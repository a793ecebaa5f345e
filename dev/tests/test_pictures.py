"""Every picture of the guide, in each language, is taken by ./dev/pictures, and shown somewhere."""

import countries
import pytest
from picturing import scenes
from provision import places


def there(guide):
    return {path.stem for path in (guide / "pictures").glob("*.png")}


def test_scenes_pictures_and_pages_agree():
    pages = [places.CHECKOUT / "README.md", *scenes.guide().glob("*.md")]
    assert scenes.SCENES.keys() == there(scenes.guide()) == scenes.shown(*pages)


@pytest.mark.parametrize("country", countries.COUNTRIES)
def test_a_country_shows_its_own_pictures(country):
    guide = scenes.guide(country)
    assert there(guide) == scenes.shown(*guide.glob("*.md")) <= scenes.SCENES.keys()
    assert len(there(guide)) > 12
