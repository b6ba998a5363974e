"""Ties presentation to page models, as `admin.py` does: a room's `public_views.py` imports its models, never the reverse."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import Page

Decorator = Callable[[Callable], Callable]
#: page type → functions (page, request) that return a part of the context
_contexts: dict[type[Page], list[Callable]] = defaultdict(list)


def context(model: type[Page]) -> Decorator:
    """Add the dict that a function (page, request) returns to the context of a page type and of what extends it."""

    def register(function: Callable) -> Callable:
        _contexts[model].append(function)
        return function

    return register


def public_page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return what is registered for a page; a more special type writes over a more general one."""
    found: dict[str, Any] = {}
    for model in reversed(type(page).__mro__):
        for function in _contexts.get(model, ()):
            found |= function(page, request)
    return found


def route(model: type[Page], pattern: str, *, name: str = "", is_regex: bool = False) -> Decorator:
    """Let a function (page, request, parts of the address) answer an address below the pages of a type.

    `name` is the name of the route, the function's where none is given. Raises TypeError for a type that is not routable.
    """
    if not issubclass(model, RoutablePageMixin):
        raise TypeError(f"{model.__name__} is no RoutablePageMixin")
    declare = re_path if is_regex else path

    def register(view: Callable) -> Callable:
        @wraps(view)  # a function of its own for each address: Wagtail writes the address on it
        def answer(page, request, *args, **kwargs):
            return view(page, request, *args, **kwargs)

        setattr(model, f"{view.__name__} {pattern}", declare(pattern, name or view.__name__)(answer))
        return view

    return register


def override(model: type[Page], method: str) -> Decorator:
    """Let a function (page, inherited, arguments) stand for a method of a page type, such as "serve" or "route".

    `inherited` is the method that the type inherits. Raises ValueError where the type has its own.
    """
    if method in vars(model):
        raise ValueError(f"{model.__name__} has its own {method}()")

    def register(function: Callable) -> Callable:
        @wraps(function)
        def answer(page, *args, **kwargs):
            return function(page, getattr(super(model, page), method), *args, **kwargs)

        setattr(model, method, answer)
        return function

    return register


#: reads the `public_views.py` of every room, once all models are known
autodiscover = partial(autodiscover_modules, "public_views")
