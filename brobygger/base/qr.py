"""A QR code as SVG and PNG. The code holds an address and nothing else, and is made here: no one is asked for it."""

import struct
import zlib

import qrcode
from qrcode.constants import ERROR_CORRECT_Q

QUIET = 4  # white modules around it, as the standard asks


def matrix(address: str) -> list[list[bool]]:
    """The dark and light modules, with the white around them. A quarter of it may be worn off and it still reads."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def svg(address: str) -> bytes:
    """A drawing that can be as large as one likes: one path of dark squares on white."""
    rows = matrix(address)
    size = len(rows)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>\n'
    ).encode()


def png(address: str, *, scale: int = 16) -> bytes:
    """The same as a picture in black and white, for programs that take no drawings."""
    rows = matrix(address)
    lines = b"".join(_line(row, scale) * scale for row in rows)
    size = len(rows) * scale
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)  # one bit for each point, grey
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _line(row: list[bool], scale: int) -> bytes:
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
