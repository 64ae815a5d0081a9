"""Many articles: tagged in a stream, written so that an interruption loses little, and read back."""

from __future__ import annotations

from framing.batch.files import refuse_to_read_output, write_whole
from framing.batch.names import FileNames
from framing.batch.options import TagOptions
from framing.batch.results import TaggedReading, read_or_tag, tag_stream
from framing.batch.resumable import Run, part_path, write_tagged
from framing.batch.size import count_articles
from framing.batch.tagged import tagged_from_record

__all__ = [
    "FileNames",
    "Run",
    "TagOptions",
    "TaggedReading",
    "count_articles",
    "part_path",
    "read_or_tag",
    "refuse_to_read_output",
    "tag_stream",
    "tagged_from_record",
    "write_tagged",
    "write_whole",
]
