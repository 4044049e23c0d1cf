"""Makes office files repeat: the same entries with the same bytes, whenever they are written."""

import datetime as dt
import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def freeze(archive: bytes, date: dt.date) -> bytes:
    """The same archive with the clock taken out; its properties say it was made on `date`."""
    stamp = rb"\g<1>" + f"{date.isoformat()}T08:00:00Z".encode() + rb"\g<2>"
    frozen = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == _PROPERTIES:
                content = _STAMP.sub(stamp, content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return frozen.getvalue()
