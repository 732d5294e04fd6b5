"""The tables of one catalogue. The same tables can stand in PostgreSQL for a shared catalogue."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

facts = Table(
    "fact",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    comment="Single values: the snapshot's version and digest, the person's place in the queue, what was exported.",
)

images = Table(
    "image",
    metadata,
    Column("path", Text, primary_key=True, comment="relative to the catalogue's folder, forward slashes"),
    Column("sha256", String(64), nullable=False, comment="empty where the file could not be read"),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("problem", Text, nullable=True, comment="why it was skipped; null for a readable image"),
)

photos = Table(
    "photo",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("path", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column(
        "region",
        JSON(none_as_null=True),
        nullable=True,
        comment="left, top, right, bottom as fractions of the upright picture; null for the proposal",
    ),
    Column("item", Integer, nullable=True, comment="the same for photos of one item; null for one alone"),
    Column(
        "taken_out",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="out of the queue; the row stays for what was once decided, and to be put back",
    ),
)

decisions = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("photo_id", ForeignKey("photo.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("product_key", Text, nullable=True),
    Column("sku", Text, nullable=True),
    Column("name", Text, nullable=True),
    Column("catalogue_image", Text, nullable=True),
    Column("rank", Integer, nullable=True),
    Column("score", Float, nullable=True),
    Column("margin", Float, nullable=True),
    Column("offered", JSON, nullable=False, comment="all candidates that were on the screen, best first"),
    Column("photo_sha256", String(64), nullable=False),
    Column("model_id", String(64), nullable=False),
    Column("catalogue_version", Integer, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("p_value", Float, nullable=True, comment="of the match; null where that was not known"),
    Column("undone", Boolean, nullable=False, comment="taken back; the row stays for redo and audit"),
    Column("supersedes", ForeignKey("decision.id"), nullable=True, comment="the decision this one replaced"),
    Column("redoable", Boolean, nullable=False, comment="taken back and not yet superseded by a newer decision"),
    Column("batch", Integer, nullable=True, comment="the same for decisions made together; null for one alone"),
    Index("ix_decision_photo_id", "photo_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(32), nullable=False, comment="decide, undo, redo"),
    Column("decision_id", ForeignKey("decision.id"), nullable=False),
)

model_versions = Table(
    "model_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=True),
    Column("backbone", String(64), nullable=False),
    Column("base_model_id", String(64), nullable=False),
    Column("model_id", String(64), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("in_service", Boolean, nullable=False, comment="at most one per base model"),
    Column("figures", JSON, nullable=False, comment="before and after, fractions 0 to 1, and what they rest on"),
)
