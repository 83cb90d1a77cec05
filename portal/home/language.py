"""The language of the screen: Japanese, unless the reader chose another by the switch."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

SCREENS = ("/portal/", "/editorial/", "/demo/")


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's own, without a look at what the browser would like: an office PC set to English reads Japanese here.

    Screens speak the language of the switch; a public page that of its address, for it is one file for all.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the switch's cookie, on a public page that of the address."""
        if request.path_info.startswith(SCREENS):
            wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            language = wanted if wanted in dict(settings.SCREEN_LANGUAGES) else settings.LANGUAGE_CODE
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say what it is written in; the answer does not vary by what the browser would like."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
