"""What the terminal's sentences are made of."""


def counted(n: int, thing: str) -> str:
    """ "1 product", "1240 products"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
