"""What a desk needs over all articles: search, assignments, comments, views, replacements, figures."""

from i18nflow.store.desk.assignments import Assignment, Assignments, Deadline
from i18nflow.store.desk.comments import Comment, Comments, Rejection
from i18nflow.store.desk.figures import Approval, Counted, Figures, Work
from i18nflow.store.desk.replacements import Replaced, Replacement, Replacements
from i18nflow.store.desk.search import Found, Search, SegmentFilter
from i18nflow.store.desk.views import SavedView, SavedViews

__all__ = [
    "Approval",
    "Assignment",
    "Assignments",
    "Comment",
    "Comments",
    "Counted",
    "Deadline",
    "Figures",
    "Found",
    "Rejection",
    "Replaced",
    "Replacement",
    "Replacements",
    "SavedView",
    "SavedViews",
    "Search",
    "SegmentFilter",
    "Work",
]
