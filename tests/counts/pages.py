"""Opens a SQLCipher file page by page, as a debugger with the key would: also what was deleted."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT, IV = 4096, 80, 16, 16


def plain_pages(path: Path, key: bytes) -> bytes:
    """Return every decrypted page of a closed database, free pages and slack included."""
    data = path.read_bytes()
    out = bytearray()
    for number, start in enumerate(range(0, len(data), PAGE)):
        page = data[start : start + PAGE]
        begin = SALT if number == 0 else 0
        iv = page[PAGE - RESERVE : PAGE - RESERVE + IV]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        out += decryptor.update(page[begin : PAGE - RESERVE]) + decryptor.finalize()
    return bytes(out)
