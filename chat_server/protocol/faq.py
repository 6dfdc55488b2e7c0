"""What the editors of the FAQ may ask for: entries, versions, the test box, files."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from chat_server.protocol.wire import At, Command, Id, Language, Nothing, Seq, Text, View

Question = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Address = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^(https?://[^\s]+|mailto:[^\s]+|tel:[^\s]+)$")
]
PictureAddress = Annotated[str, StringConstraints(max_length=2000, pattern=r"^(https?://[^\s]+)?$")]
FileFormat = Literal["csv", "json"]
FileText = Annotated[str, StringConstraints(min_length=1, max_length=50_000)]
FILE_ROWS_MAX = 1_000
ENTRIES_MAX = 2_000


class FaqLink(View):
    """An address to name under an answer."""

    label: Label
    url: Address


class FaqButton(View):
    """A way to go on from an answer; `target` is the guide for `guide`, empty for the others."""

    action: Literal["guide", "person", "callback", "leave_message"]
    target: Annotated[str, StringConstraints(max_length=64)] = ""


class FaqDraft(View):
    """Everything about an entry that an editor writes."""

    question: Question
    alternatives: list[Question] = Field(
        default_factory=list, max_length=100, description="Other ways to ask the same."
    )
    answer: Text
    links: list[FaqLink] = Field(default_factory=list, max_length=10)
    image: PictureAddress = ""
    buttons: list[FaqButton] = Field(default_factory=list, max_length=4)
    follow_ups: list[Id] = Field(
        default_factory=list, max_length=5, description="Entries to offer after the answer."
    )
    tags: list[Tag] = Field(default_factory=list, max_length=20)
    enabled: bool = True
    suggested: bool = Field(default=False, description="Offered before anything was asked.")
    valid_from: At | None = Field(default=None, description="Answered with from then on.")
    valid_until: At | None = Field(default=None, description="No more from then on.")


class FaqEntryView(FaqDraft):
    """An entry as it is stored."""

    entry_id: str
    shop_id: str
    language: Language
    epoch: int = Field(description="Counts changes; a save carries the one it was made from.")
    updated_at: int


class FaqEntries(View):
    """A page of entries, oldest first; ask again with `after` for the rest."""

    entries: list[FaqEntryView]
    total: int
    more: bool


class FaqList(Command):
    """The shop's entries in a language. Every agent may, to insert an answer."""

    name: ClassVar[str] = "faq.list"
    reply: ClassVar[type[View]] = FaqEntries

    shop_id: Id
    language: Language
    after: str = Field(default="", max_length=64, description="The last entry of the page before.")
    limit: int = Field(default=100, ge=1, le=100)


class FaqStand(View):
    """The entry after the command; null when it is gone."""

    entry: FaqEntryView | None


class FaqSave(Command):
    """Add an entry (no `entry_id`) or change one; live within a second.

    `conflict` with field `epoch` when somebody changed it meanwhile, `conflict` with field
    `entry.question` when the shop has that question in this language already.
    """

    name: ClassVar[str] = "faq.save"
    reply: ClassVar[type[View]] = FaqStand

    shop_id: Id
    language: Language
    entry_id: Id | None = None
    epoch: Seq = 0
    entry: FaqDraft


class FaqDelete(Command):
    """Take it away; `faq.undo` brings it back."""

    name: ClassVar[str] = "faq.delete"
    reply: ClassVar[type[View]] = Nothing

    entry_id: Id
    epoch: Seq


class FaqVersionView(View):
    """What the entry was after one change."""

    number: int
    at: int
    actor: str = Field(description="Who changed it, by name.")
    undone: bool
    entry: FaqEntryView | None = Field(description="Null: it was deleted.")


class FaqHistory(View):
    """Versions, newest first."""

    versions: list[FaqVersionView]


class FaqVersions(Command):
    """What was changed when by whom, the last fifty."""

    name: ClassVar[str] = "faq.versions"
    reply: ClassVar[type[View]] = FaqHistory

    entry_id: Id


class FaqUndo(Command):
    """Back to what it was before the last change; again goes back further.

    `not_found` with field `version` when nothing is left to undo.
    """

    name: ClassVar[str] = "faq.undo"
    reply: ClassVar[type[View]] = FaqStand

    entry_id: Id
    epoch: Seq = Field(default=0, description="The entry's; 0 for a deleted one.")


class FaqCandidate(View):
    """An entry the question may be about."""

    entry_id: str
    question: str
    confidence: float = Field(description="From 0 to 1.")


class FaqReason(View):
    """What spoke for (+) or against (−) the best candidate."""

    kind: Literal["word", "concept", "meaning"]
    text: str
    points: float


class FaqTrial(View):
    """What the bot would do, and why."""

    outcome: Literal["answer", "suggest", "unknown"]
    answers: list[FaqCandidate] = Field(description="What it would answer with; empty if unsure.")
    suggestions: list[FaqCandidate]
    ranked: list[FaqCandidate] = Field(description="Best first.")
    why: list[FaqReason] = Field(description="Strongest first, about the best candidate.")
    threshold: float = Field(description="Confidence from which it answers.")
    suggest_from: float = Field(description="Confidence from which it suggests.")
    masked: str = Field(description="The question as it is matched: numbers, addresses hidden.")


class FaqTry(Command):
    """What would the bot say to this, and why? Asks what shoppers get at this moment."""

    name: ClassVar[str] = "faq.try"
    reply: ClassVar[type[View]] = FaqTrial

    shop_id: Id
    language: Language
    text: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class FaqFileProblem(View):
    """A mistake in a file; nothing of the file was taken over."""

    row: int = Field(description="Counted from 1; a CSV's header is row 1.")
    field: str = Field(description="Empty for the row, or file, as a whole.")
    code: Literal["missing", "unknown", "invalid", "too_long", "too_many", "duplicate", "format"]


class FaqImported(View):
    """What a file did, or would do when only checked."""

    created: int
    changed: int
    same: int
    problems: list[FaqFileProblem]


class FaqImport(Command):
    """Take over a file, all of it or, when anything is wrong, nothing.

    A row whose `id` is one of the shop's entries (else: whose question is) changes that entry;
    others are new. CSV needs the columns `question` and `answer`; the others are those of
    `faq.export`, lists with one item a line. Larger files: in parts.
    """

    name: ClassVar[str] = "faq.import"
    reply: ClassVar[type[View]] = FaqImported

    shop_id: Id
    language: Language
    format: FileFormat
    content: FileText
    check: bool = Field(default=False, description="Only say what it would do.")


class FaqFile(View):
    """A file to save."""

    file_name: str
    content_type: str
    text: str


class FaqExport(Command):
    """All entries of a language as a file; text that a spreadsheet would run begins with `'`.

    `command.too_large` past 200 kB.
    """

    name: ClassVar[str] = "faq.export"
    reply: ClassVar[type[View]] = FaqFile

    shop_id: Id
    language: Language
    format: FileFormat


class FaqStarterEntry(View):
    """A ready-made entry; `taken` if the shop has its question already."""

    starter_id: str
    question: str
    alternatives: list[str]
    answer: str
    tags: list[str]
    taken: bool


class FaqStarterSet(View):
    """The ready-made entries of a language."""

    entries: list[FaqStarterEntry]
    added: int


class FaqStarter(Command):
    """Show the ready-made entries, and add those in `add` that the shop does not have."""

    name: ClassVar[str] = "faq.starter"
    reply: ClassVar[type[View]] = FaqStarterSet

    shop_id: Id
    language: Language
    add: list[Id] = Field(default_factory=list, max_length=100)


FAQ_COMMANDS: tuple[type[Command], ...] = (
    FaqList,
    FaqSave,
    FaqDelete,
    FaqVersions,
    FaqUndo,
    FaqTry,
    FaqImport,
    FaqExport,
    FaqStarter,
)
