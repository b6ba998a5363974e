"""The hostile files: those that are refused with their messages, and those that are received as clean pictures."""

import gzip
import re
import struct
import tarfile
import zlib
from io import BytesIO

from . import samples

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
TWICE = b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"
ZIP = samples.zipped({"uno.txt": "uno"})


def tar():
    """Return a TAR file."""
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("uno.txt"))
    return content.getvalue()


def png_with(name):
    """Return a PNG file whose chunk of this name unpacks to 50 MB."""
    return samples.png_of(8, 8, before=samples.chunk(name, b"x\0\0" + zlib.compress(bytes(50_000_000))))


def linked(kind, target):
    """Return a document that brings something of a kind from elsewhere."""
    return samples.docx(**{"word/_rels/document.xml.rels": samples.relations(kind, target)})


def scans(count):
    """Return a JPEG file of so many passes."""
    data = samples.jpeg(progressive=True)
    at = data.rfind(b"\xff\xda")
    return data[:at] + data[at:-2] * count + data[-2:]


def lying(data, name, size):
    """Return a ZIP file whose list says another size for a member."""
    at = data.rfind(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def renamed_inside(data, name, other):
    """Return a ZIP file whose list calls a member otherwise than the file does."""
    assert len(name) == len(other)
    at = data.rfind(name.encode())
    return data[:at] + other.encode() + data[at + len(other) :]


def encrypted(data):
    """Return a ZIP file whose members say that they have a password."""
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in list(re.finditer(re.escape(mark), data)):
            place = found.start() + at
            data = data[:place] + bytes([data[place] | 1]) + data[place + 1 :]
    return data


def gif_with(comment):
    """Return a GIF file with a very long comment before its picture."""
    data = samples.saved(samples.picture().quantize(), "GIF")
    start = 13 + (3 << ((data[10] & 7) + 1))
    blocks = b"".join(bytes([255]) + comment[n : n + 255].ljust(255) for n in range(0, len(comment), 255))
    return data[:start] + b"\x21\xfe" + blocks + b"\0" + data[start:]


#: name, content, code of the refusal, a word of its message
REFUSED = [
    # other types, called something else
    ("dibujo.svg", SVG, "wrong-kind", "un archivo SVG"),
    ("foto.jpg", SVG, "wrong-kind", "un archivo SVG"),
    ("foto.png", SVG.decode().encode("utf-16"), "wrong-kind", "un archivo SVG"),
    ("dibujo.svgz", gzip.compress(SVG), "wrong-kind", "un archivo comprimido"),
    ("pagina.html", HTML, "wrong-kind", "una página web"),
    ("foto.jpg", b"\xef\xbb\xbf \n" + HTML, "wrong-kind", "una página web"),
    ("datos.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "wrong-kind", "un archivo XML"),
    ("foto.jpg", b"<?php system($_GET['c']); ?>", "wrong-kind", "un programa"),
    ("leeme.js", b"alert(1)", "wrong-kind", "un programa"),
    ("acta.pdf", b"#!/bin/sh\nrm -rf /\n", "wrong-kind", "un programa"),
    ("foto.jpg", b"MZ\x90\0" + bytes(200), "wrong-kind", "un programa"),
    ("foto.jpg", b"\x7fELF\x02\x01\x01" + bytes(200), "wrong-kind", "un programa"),
    ("fotos.zip", ZIP, "wrong-kind", "un archivo comprimido"),
    ("acta.docx", ZIP, "wrong-kind", "un archivo comprimido"),
    ("vacio.zip", b"PK\x05\x06" + bytes(18), "wrong-kind", "un archivo comprimido"),
    ("fotos.rar", b"Rar!\x1a\x07\x01\0" + bytes(50), "wrong-kind", "un archivo comprimido"),
    ("fotos.tar", tar(), "wrong-kind", "un archivo comprimido"),
    ("acta.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong-kind", "Office antiguo o con contraseña"),
    ("carta.rtf", rb"{\rtf1\ansi{\object\objocx}}", "wrong-kind", "un documento RTF"),
    ("video.mp4", b"\0\0\0\x18ftypmp42" + bytes(60), "wrong-kind", "un video"),
    ("audio.mp3", b"ID3\x03" + bytes(60), "wrong-kind", "un audio"),
    ("foto.bmp", samples.saved(samples.picture(), "BMP"), "wrong-kind", "una imagen de otro tipo"),
    ("foto.tif", samples.saved(samples.picture(), "TIFF"), "wrong-kind", "una imagen de otro tipo"),
    ("notas.txt", "Qué pasó en la plaza".encode(), "wrong-kind", "un archivo de texto"),
    ("raro.dat", bytes(range(1, 256)) * 4, "wrong-kind", "un tipo que no conocemos"),
    ("nada.jpg", b"", "empty", "vacío"),
    # pictures
    ("cortada.jpg", samples.jpeg(400, 300)[:-900], "damaged", "dañada o incompleta"),
    ("cortada.png", samples.png(400, 300)[:-60], "damaged", "dañada o incompleta"),
    ("cabeza.jpg", b"\xff\xd8\xff", "damaged", "dañada"),
    ("cabeza.png", b"\x89PNG\r\n\x1a\n", "damaged", "dañada"),
    ("cabeza.gif", b"GIF89a", "damaged", "dañada"),
    ("programa.gif", b"GIF89a/*" + bytes(9) + b"*/=1;alert(1)", "damaged", "dañada"),
    ("cabeza.webp", b"RIFF\x10\0\0\0WEBPVP8L", "damaged", "dañada"),
    ("cabeza.heic", b"\0\0\0\x18ftypheic" + bytes(60), "damaged", "dañada"),
    ("grande.jpg", samples.resized(samples.jpeg(), 10_000, 10_000), "too-many-pixels", "hasta 60 megapíxeles"),
    ("grande.png", samples.png_of(40_000, 40_000), "too-many-pixels", "hasta 60 megapíxeles"),
    ("enorme.png", samples.png_of(2**31 - 1, 2**31 - 1), "too-many-pixels", "megapíxeles"),
    ("pesada.png", samples.grey_png(7000, 6000, 6), "too-large-to-open", "guárdala como JPEG"),
    ("pasadas.jpg", scans(60), "too-large-to-open", "Achícala"),
    ("perfil.png", png_with(b"iCCP"), "damaged", "dañada"),
    ("texto.png", png_with(b"zTXt"), "damaged", "dañada"),
    # PDF
    ("acta.pdf", b"\n" + samples.pdf(), "pdf-disguised", "delante o detrás"),
    ("acta.pdf", b"GIF89a  " + samples.pdf(), "damaged", "dañada"),
    ("acta.pdf", samples.pdf(tail=ZIP), "pdf-disguised", "delante o detrás"),
    ("acta.pdf", samples.pdf(b"<< >>\nstream\n" + ZIP + b"\nendstream"), "pdf-disguised", "delante o detrás"),
    ("acta.pdf", samples.pdf(tail=HTML), "pdf-disguised", "delante o detrás"),
    ("acta.pdf", samples.pdf()[:-30], "pdf-damaged", "incompleto"),
    ("acta.pdf", samples.pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "pdf-script", "programas"),
    ("acta.pdf", samples.pdf(b"<< /S /J#61vaScript /JS (x) >>"), "pdf-hidden", "por dentro"),
    ("acta.pdf", samples.pdf(b"<< /S /Launch /F (cmd.exe) >>"), "pdf-script", "programas"),
    ("acta.pdf", samples.pdf(b"<< /Type /EmbeddedFile >>"), "pdf-files", "otros archivos"),
    ("acta.pdf", samples.pdf(trailer=b"/Encrypt 5 0 R"), "pdf-locked", "contraseña"),
    ("acta.pdf", samples.pdf(samples.object_stream(b"<< /S /JavaScript /JS (x) >>")), "pdf-script", "programas"),
    ("acta.pdf", samples.pdf(samples.object_stream(b" " * 70_000 + b"<< /S /JavaScript >>")), "pdf-script", "programas"),
    ("acta.pdf", samples.pdf(samples.object_stream(bytes(40_000_000))), "pdf-hidden", "por dentro"),
    ("acta.pdf", samples.pdf(samples.object_stream(b"", packed=b"no es zlib")), "pdf-hidden", "por dentro"),
    ("acta.pdf", samples.pdf(samples.object_stream(b"", TWICE)), "pdf-hidden", "por dentro"),
    # documents
    ("acta.docx", samples.docx(**{"word/vbaProject.bin": "x"}), "office-macros", "macros"),
    ("acta.docm", samples.docx("wordprocessingml.document.macroEnabled.main+xml"), "office-macros", "macros"),
    ("acta.docx", samples.docx(**{"word/embeddings/oleObject1.bin": "x"}), "office-objects", "incrustados"),
    ("acta.docx", samples.docx(**{"word/activeX/activeX1.xml": "x"}), "office-objects", "incrustados"),
    ("acta.docx", samples.docx(**{"word/media/foto.exe": "x"}), "office-objects", "incrustados"),
    ("acta.docx", linked("attachedTemplate", "http://malo.example/t.dotm"), "office-links", "otros sitios"),
    ("acta.docx", linked("image", "file://malo.example/x"), "office-links", "otros sitios"),
    ("acta.docx", linked("oleObject", "http://malo.example"), "office-links", "otros sitios"),
    ("acta.docx", samples.docx(**{"../../etc/cron.d/uno": "x"}), "office-disguised", "escondido"),
    ("acta.docx", samples.docx(**{"C:\\uno.txt": "x"}), "office-disguised", "escondido"),
    ("acta.docx", samples.docx(**{"WORD/document.xml": "x"}), "office-disguised", "escondido"),
    ("acta.docx", samples.docx() + HTML, "office-disguised", "escondido"),
    ("acta.docx", samples.docx()[:-40], "office-damaged", "dañado"),
    ("acta.docx", samples.docx(**{"word/media/a.bin": bytes(30_000_000)}), "office-bomb", "enorme"),
    ("acta.docx", samples.docx(**{samples.CONTENT_TYPES: " " * 9_000_000}), "office-bomb", "enorme"),
    ("acta.docx", lying(samples.docx(), samples.CONTENT_TYPES, 10), "office-bomb", "enorme"),
    ("acta.docx", renamed_inside(samples.docx(), "word/document.xml", "word/otro_nam.xml"), "office-disguised", "escondido"),
    ("acta.docx", encrypted(samples.docx()), "office-locked", "contraseña"),
    ("acta.docx", samples.docx(**{f"word/{n}.xml": "" for n in range(3100)}), "office-bomb", "enorme"),
    ("acta.odt", samples.odf(**{"Basic/Standard/Module1.xml": "x"}), "office-macros", "macros"),
    ("acta.odt", samples.odf(manifest="<m:encryption-data/>"), "office-locked", "contraseña"),
    ("acta.odt", samples.odf(manifest='"application/vnd.sun.star.oleobject"'), "office-objects", "incrustados"),
    ("acta.odg", samples.odf("application/vnd.oasis.opendocument.graphics"), "wrong-kind", "un archivo comprimido"),
]  # fmt: skip

#: name, content, media type, ending of the name kept
CLEANED = [
    ("foto.jpg", samples.jpeg() + ZIP, "image/jpeg", ".jpg"),
    ("foto.jpg", samples.jpeg() + HTML, "image/jpeg", ".jpg"),
    ("foto.jpg", samples.jpeg(comment=HTML), "image/jpeg", ".jpg"),
    ("foto.pdf", samples.jpeg(), "image/jpeg", ".jpg"),
    ("foto.exe", samples.png(), "image/png", ".png"),
    ("foto.png", samples.png() + b"MZ" + bytes(200), "image/png", ".png"),
    ("bucle.gif", samples.animated("GIF"), "image/png", ".png"),
    ("bucle.png", samples.animated("PNG"), "image/png", ".png"),
    ("bucle.webp", samples.animated("WEBP"), "image/jpeg", ".jpg"),
    ("comentario.gif", gif_with(HTML * 20_000), "image/png", ".png"),
    ("grande.jpg", samples.jpeg(6000, 5000), "image/jpeg", ".jpg"),
    ("tinta.jpg", samples.saved(samples.picture(mode="CMYK", colour=(0, 90, 90, 0)), "JPEG"), "image/jpeg", ".jpg"),
    ("foto.heic", samples.saved(samples.picture(64, 48), "HEIF"), "image/jpeg", ".jpg"),
    ("gris.png", samples.saved(samples.picture(mode="I;16", colour=9), "PNG"), "image/png", ".png"),
    ("foto.jpg", samples.jpeg(icc_profile=b"no es un perfil" * 20), "image/jpeg", ".jpg"),
]  # fmt: skip
