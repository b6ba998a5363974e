"""What the house rules of portal/access/checks.py leave out, each with its reason. A needless line is a fault."""

#: {model: why it needs no policy of its own although it leads to a district}
BELONGS_TO_NOBODY = {
    "agendas.Delivery": "written by code when a weekly agenda is sent; shown with it",
    "agendas.IssueEdition": "written by code when a weekly agenda is published; never changed",
    "core.Team": "the roles themselves: only administrators change them, with the accounts",
    "core.User": "accounts: only administrators manage them",
    "districts.DistrictCollection": "written by code when a district is opened; the collection has its own rights",
    "practices.PracticeChange": "written by code when a practice is published; public with it",
    "practices.PracticeReview": "written by code at the end of a review; public with the practice",
    "practices.ReviewReminder": "written by code; nobody reads it",
    "session_import.SessionImport": "shown to who made it and to curators; the council's rights are asked at each step",
    "session_import.SessionImportLine": "part of an import of meetings, shown with it",
    "submission_queue.QueueReminder": "written by code when somebody is reminded; nobody reads it",
    "submissions.Draft": "read by whoever has its address; the office sees what was sent",
    "submissions.HistoryEntry": "written by code with each step of a matter; shown with it",
    "submissions.JoinedSender": "part of a matter: the office sees how many, and code writes to them",
    "submissions.Message": "part of a matter, shown with it; the matter's rights are asked at each step",
    "territory.Boundary": "made by the import of boundaries, which only curators and administrators may run",
    "territory.StreetSegment": "made by the import of streets, which only curators and administrators may run",
}
