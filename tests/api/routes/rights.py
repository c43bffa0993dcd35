"""The table of rights: every operation of the API, and who may do it where.

Marks: ``+`` does it, ``-`` is refused (403), ``0`` sees nothing (404), ``?`` passes the check of
rights and is then answered by the state of things (not 401, 403 or 404).

Columns: reviewer, annotator, analyst of the project; administrator outside every project;
stranger, a reviewer of another project. Without credentials every row but ``PUBLIC`` gives 401.
"""

WHO = ("reviewer", "annotator", "analyst", "administrator", "stranger")

PUBLIC = frozenset({"getLive", "getReady", "createTokenByPassword", "beginSession"})

RIGHTS: dict[str, str] = {
    # operation             reviewer annotator analyst administrator stranger
    "endSession":            "+++++",
    "getMe":                 "+++++",
    "changePassword":        "+++++",
    "changeLanguage":        "+++++",
    "listTokens":            "+++++",
    "createToken":           "+++++",
    "revokeToken":           "00000",
    "listUsers":             "---+-",
    "createUser":            "---+-",
    "changeUser":            "---+-",
    "listProjects":          "+++++",
    "createProject":         "---+-",
    "getProject":            "+++00",
    "listMembers":           "---+-",
    "setMember":             "---+-",
    "removeMember":          "---+-",
    "uploadDocuments":       "++-00",
    "listDocuments":         "+++00",
    "getDocument":           "+++00",
    "getProgress":           "+++00",
    "watchProgress":         "+++00",
    "retryDocument":         "++-00",
    "moveDocument":          "+--00",
    "getJob":                "+++00",
    "listPages":             "+++00",
    "getPage":               "+++00",
    "getPageImage":          "+++00",
    "getText":               "+++00",
    "listPassages":          "+++00",
    "listSections":          "+++00",
    "listEntities":          "+++00",
    "listEvents":            "+++00",
    "getTimeline":           "+++00",
    "listFacts":             "+++00",
    "getChecklist":          "+++00",
    "listSuggestions":       "+++00",
    "getSuggestion":         "+++00",
    "listDecisions":         "+++00",
    "decide":                "++-00",
    "undoDecision":          "??-00",
    "addMark":               "++-00",
    "listCases":             "+++00",
    "getCase":               "+++00",
    "listFindings":          "+++00",
    "getTaxonomy":           "+++++",
    "listAudit":             "---+-",
    "verifyAudit":           "---+-",
}  # fmt: skip
