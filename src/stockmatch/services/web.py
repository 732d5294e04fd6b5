"""What goes over the web goes through here: no protocol but those that were asked for, also where one is led on."""

import urllib.request


def opener(*protocols: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
    """Opens addresses of these protocols; a redirection to a file or another protocol finds nobody to follow it.

    Where the person's system names a proxy, that decides what may be reached, and is reached itself.

    Args:
        protocols: their handlers, and any that is to take the place of a usual one.
    """
    made = urllib.request.OpenerDirector()
    usual = (
        urllib.request.ProxyHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    )
    for kind in usual:
        if not any(isinstance(one, kind) for one in protocols):
            made.add_handler(kind())
    for one in protocols:
        made.add_handler(one)
    return made
