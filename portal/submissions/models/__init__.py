"""What somebody sent, what is still being written, and everything that happened to it."""

from .draft import Draft
from .history import HistoryEntry
from .joined import JoinedSender
from .message import Message
from .submission import Submission, SubmissionContent

__all__ = ["Draft", "HistoryEntry", "JoinedSender", "Message", "Submission", "SubmissionContent"]
