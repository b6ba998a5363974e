"""Files for the tests, made here: good ones of each type, and what hostile ones are made of."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

PNG = b"\x89PNG\r\n\x1a\n"
CONTENT_TYPES = "[Content_Types].xml"
WORD = "wordprocessingml.document.main+xml"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
LINK = '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" {}/>'


def picture(width=60, height=40, mode="RGB", colour="green"):
    """Return a picture with a corner of another colour, so that turning it shows."""
    made = Image.new(mode, (width, height), colour)
    made.paste(Image.new(mode, (width // 3, height // 3), "white"), (0, 0))
    return made


def saved(made, format, **options):
    """Return a picture as a file (bytes)."""
    content = BytesIO()
    made.save(content, format, **options)
    return content.getvalue()


def kept(file):
    """Return the content of a stored file, and close it."""
    with file.open("rb") as content:
        return content.read()


def jpeg(width=60, height=40, **options):
    """Return a JPEG file."""
    return saved(picture(width, height), "JPEG", **options)


def png(width=60, height=40, mode="RGB", **options):
    """Return a PNG file."""
    return saved(picture(width, height, mode), "PNG", **options)


def animated(format, frames=3):
    """Return an animated GIF, PNG or WebP."""
    rest = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "white")][: frames - 1]
    return saved(picture(), format, save_all=True, append_images=rest, duration=100)


def place_exif(orientation=1):
    """Return EXIF that says where a picture was taken, by what camera, and how it was held; with a small picture inside."""
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-MAKER"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "S", 2: (32.0, 57.0, 3.0), 3: "W", 4: (60.0, 39.0, 5.0), 29: "GPS-DATE-STAMP"})
    return exif


def texts():
    """Return PNG texts that tell a place."""
    made = PngImagePlugin.PngInfo()
    made.add_text("Comment", "GPS-TEXT -32.95 -60.65")
    made.add_itxt("XML:com.adobe.xmp", "<exif:GPSLatitude>GPS-XMP</exif:GPSLatitude>", zip=True)
    return made


def chunk(name, content):
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width, height, content=b"\0", colour=2, before=b""):
    """Return a PNG file that says it is so large, with this compressed content."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + before + chunk(b"IDAT", zlib.compress(content)) + chunk(b"IEND", b"")


def grey_png(width, height, mode=0):
    """Return a PNG file of one colour, whole, made row by row; mode 0 is grey, 2 colours, 6 with clear places."""
    row = bytes(1 + width * {0: 1, 2: 3, 6: 4}[mode])
    deflate = zlib.compressobj(1)
    content = b"".join(deflate.compress(row) for _row in range(height)) + deflate.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, mode, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def resized(data, width, height):
    """Return a JPEG file whose head says another size."""
    at = next(data.find(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in data)
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def swapped_profile():
    """Return a colour profile in which red and green change places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)


def pdf(*objects, tail=b"", head=b"%PDF-1.4\n", trailer=b""):
    """Return a PDF file with these further objects (bytes)."""
    first = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    numbered = enumerate((*first, *objects), 1)
    parts = [b"%d 0 obj\n" % number + content + b"\nendobj\n" for number, content in numbered]
    body, offsets = head, []
    for part in parts:
        offsets.append(len(body))
        body += part
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(parts) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) if body else b""
    start = body.rfind(b"xref")
    return body + b"trailer\n<< /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, start) + tail


def object_stream(text, dictionary=b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed=None):
    """Return a stream that holds objects, compressed."""
    content = zlib.compress(b"1 0 " + text) if packed is None else packed
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def zipped(members, **options):
    """Return a ZIP file of {name: text}."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def docx_members(main=WORD, **more):
    """Return the members of a document of Word."""
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    return {CONTENT_TYPES: types, "_rels/.rels": RELS.format(""), "word/document.xml": "<w:document/>"} | more


def docx(main=WORD, **more):
    """Return a document of Word; `more` are further members."""
    return zipped(docx_members(main, **more))


def odf(media_type="application/vnd.oasis.opendocument.text", manifest="<manifest/>", **more):
    """Return an OpenDocument file."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), media_type)
        for name, text in ({"content.xml": "<c/>", "META-INF/manifest.xml": manifest} | more).items():
            archive.writestr(name, text)
    return content.getvalue()


def relations(kind, target):
    """Return relations of a document with one link of a kind to a target."""
    return RELS.format(LINK.format(kind, f'Target="{target}" TargetMode="External"'))
