"""Sets of entries as whole numbers: bit n stands for the n-th entry of the default order."""

from collections.abc import Iterator, Sequence


def positions(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def joined(places: Sequence[int]) -> int:
    """The number in which these bits are set; by bytes, so that the cost does not grow with the square."""
    data = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        data[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(data, "little")
